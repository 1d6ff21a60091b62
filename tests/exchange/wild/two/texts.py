"""What the second hand writes about: sentences with numbers, dates, places and bodies inside, as real ones have."""

from __future__ import annotations

TITLES = (
    "Thỏa thuận hợp tác phát triển kinh tế - xã hội giữa {a} và {b}",
    "Bản ghi nhớ về phối hợp quản lý khoáng sản, cát sỏi lòng sông vùng giáp ranh {a} - {b}",
    "Kế hoạch hợp tác tiêu thụ nông sản an toàn giữa {a} và {b} giai đoạn {y}-{z}",
    "Chương trình phối hợp khai thác tuyến vận tải hành khách {a} - {b} và ngược lại",
    "Quy chế phối hợp trong công tác phòng cháy, chữa cháy rừng khu vực giáp ranh {a}, {b}",
    "Biên bản ghi nhớ hợp tác y tế, chuyển tuyến người bệnh từ {a} lên tuyến cuối tại {b}",
    "Thỏa thuận liên kết đào tạo, cung ứng lao động kỹ thuật cho các khu công nghiệp của {b}",
    "Chương trình hợp tác xúc tiến đầu tư, thương mại, du lịch {a} - {b} năm {y}",
    "Đề án liên kết phát triển chuỗi giá trị lúa gạo tiểu vùng {a} - {b}",
    "Kế hoạch số hóa, chia sẻ cơ sở dữ liệu đất đai dùng chung của {a} và {b}",
    "Thỏa thuận vận hành liên hồ chứa mùa lũ theo Quyết định 1895/QĐ-TTg giữa {a} và {b}",
    "Bản thỏa thuận hợp tác xử lý chất thải rắn liên tỉnh, công suất 1.200 tấn/ngày, {a} tiếp nhận của {b}",
    "Chương trình hành động chung ứng phó hạn, mặn mùa khô {y}-{z} của {a} và {b}",
    "Thỏa thuận kết nối hạ tầng cảng cạn và bến thủy nội địa {a} với cảng biển {b}",
    "Kế hoạch phối hợp bảo đảm an ninh trật tự tuyến biên giới, vùng giáp ranh {a} và {b}",
    "Thỏa thuận hợp tác hỗ trợ doanh nghiệp khởi nghiệp sáng tạo giữa {a} với {b}",
)
CONTENTS = (
    "Xây dựng cầu nối hai bờ sông, chiều dài 2,4 km",
    "Trao đổi thông tin dự án kêu gọi đầu tư mỗi quý một lần",
    "Tổ chức 02 phiên chợ hàng Việt tại mỗi địa phương hằng năm",
    "Thống nhất giá vé, hạ tầng bến xe và lịch chạy tuyến cố định",
    "Hỗ trợ chuyển giao kỹ thuật cao cho 5 bệnh viện tuyến tỉnh",
    "Cùng lập hồ sơ đề xuất chủ trương đầu tư trình Thủ tướng Chính phủ",
    "Thành lập Tổ công tác chung do Phó Chủ tịch UBND tỉnh làm Tổ trưởng",
    "Chia sẻ dữ liệu quan trắc nước mặt, độ mặn theo giờ",
    "Liên kết tour du lịch đường sông kết hợp làng nghề",
    "Tuần tra chung khu vực giáp ranh ít nhất 4 lần/năm",
    "Đào tạo 1.500 lượt lao động theo đơn đặt hàng",
    "Ưu tiên bố trí vốn đối ứng cho đoạn tuyến nối dài",
)
LEADS = (
    "Sở Kế hoạch và Đầu tư",
    "Văn phòng UBND",
    "Sở Công Thương",
    "Sở Giao thông vận tải",
    "Sở Nông nghiệp và PTNT",
    "Ban Quản lý các khu công nghiệp",
    "Trung tâm Xúc tiến đầu tư",
    "Sở Tài chính",
    "Sở VHTTDL",
    "Công an",
)
TROUBLES = (
    "Tuyến tránh quốc lộ chưa được bố trí vốn trung hạn 2021-2025, nền đường hư hỏng nặng đoạn Km{n}+200",
    "Ranh giới hành chính giữa {a} và {b} tại khu vực cầu số {n} chưa được phân định, hai bên cùng cấp phép",
    "Chưa thống nhất được điểm đấu nối giữa đường tỉnh {n} của {a} với đường tỉnh của {b}",
    "Giá vật liệu đắp nền tăng 35% so với dự toán được duyệt tại Quyết định số {n}/QĐ-UBND",
    "Trữ lượng mỏ cát được cấp phép chỉ đáp ứng {n}% nhu cầu, trong khi {b} chưa đồng ý điều phối",
    "Quy định về hỗ trợ tái định cư tại khoản 3 Điều 111 áp dụng không thống nhất giữa {a} và {b} (trường hợp {n} hộ)",
    "Nước thải từ khu công nghiệp phía thượng nguồn gây ô nhiễm {n} km kênh, ảnh hưởng 2 tỉnh {a}, {b}",
    "Chưa có cơ chế sử dụng ngân sách của {a} để đầu tư công trình trên địa bàn {b} (dự án nhóm B, {n} tỷ đồng)",
    "Hệ thống dữ liệu của {a} chưa liên thông với {b}, phải nhập thủ công {n} trường thông tin",
    "Thủ tục chuyển mục đích sử dụng {n} ha rừng phòng hộ kéo dài từ tháng 3/2023 đến nay",
    "Nguồn lực y tế vùng còn thiếu, {n} xã giáp ranh chưa có bác sĩ thường trực",
    "Vận tải container qua cầu tạm bị hạn chế tải trọng {n} tấn, tăng chi phí logistics",
    "Cống ngăn mặn số {n} vận hành không đồng bộ, gây thiếu nước ngọt cho {b}",
    "Chưa bố trí được {n} biên chế cho Tổ điều phối cấp tỉnh sau sắp xếp bộ máy",
)
CAUSES = (
    "Quy định pháp luật chồng chéo giữa Luật Đất đai và Luật Lâm nghiệp",
    "Vốn trung ương giao chậm, đến ngày 30/6 mới có quyết định phân bổ",
    "Hai địa phương chưa thống nhất phương án tuyến",
    "Chưa có hướng dẫn của bộ quản lý ngành",
    "Thay đổi đầu mối sau khi sáp nhập, hồ sơ bàn giao chưa đầy đủ",
    "Năng lực nhà thầu hạn chế; mưa lũ kéo dài trong quý IV",
    "Phụ thuộc kết quả thẩm định của Bộ Tài nguyên và Môi trường",
    "Khách quan: thiếu nguồn vật liệu. Chủ quan: công tác GPMB chậm",
    "Chưa có quy chế phối hợp liên tỉnh, mỗi bên vận hành theo lịch riêng",
)
ASKS = (
    "Bổ sung {n} tỷ đồng từ nguồn dự phòng trung ương cho đoạn qua địa bàn {a}",
    "Sớm ban hành hướng dẫn về cơ chế dùng ngân sách địa phương này hỗ trợ địa phương khác (mục {n})",
    "Cho phép {a} áp dụng cơ chế đặc thù khai thác {n} mỏ vật liệu thông thường",
    "Chủ trì họp với {a} và {b} để thống nhất hướng tuyến trước khi trình thẩm định lần {n}",
    "Sửa đổi khoản {n} Điều 35 Nghị định theo hướng phân cấp cho UBND cấp tỉnh",
    "Xem xét, bố trí kế hoạch vốn năm 2026 cho {n} hạng mục còn thiếu",
    "Giao {b} làm cơ quan chủ quản, thực hiện dự án thành phần {n}",
    "Điều chỉnh quy hoạch cảng cạn tại {a} lên công suất {n}.000 TEU/năm",
    "Ban hành quy trình vận hành liên hồ chứa sửa đổi trước mùa lũ (kiến nghị lần {n})",
    "Hỗ trợ kinh phí đào tạo lại cho {n} lao động dôi dư",
    "Có văn bản thỏa thuận hướng tuyến cao tốc đoạn {a} - {b} dài {n} km",
    "Phê duyệt bổ sung {n} trạm quan trắc nước tự động trên địa bàn {a}",
)
REPLIES = (
    "Bộ đã tổng hợp, trình Thủ tướng Chính phủ xem xét tại Tờ trình số 88/TTr-BTC",
    "Giao địa phương chủ động cân đối ngân sách theo phân cấp",
    "Nội dung này đã được quy định tại Điều 12 Nghị định 15/2021/NĐ-CP, đề nghị tỉnh thực hiện",
    "Tiếp thu, sẽ nghiên cứu khi sửa đổi Luật trong năm 2026",
    "Đồng ý về chủ trương, đề nghị hoàn thiện hồ sơ gửi Bộ thẩm định trước ngày 15/8",
    "Chưa có cơ sở bổ sung vốn giai đoạn này; ưu tiên xem xét giai đoạn 2026-2030",
    "Đã ban hành Thông tư hướng dẫn, có hiệu lực từ 01/7",
    "Thống nhất với đề xuất của tỉnh; giao Cục chuyên ngành phối hợp triển khai",
    "Đề nghị tỉnh làm việc trực tiếp với Tập đoàn để thống nhất phương án",
)
NOTES = (
    "Đã báo cáo Thường trực Tỉnh ủy",
    "Có phụ lục kèm theo",
    "Rà soát lại trong quý tới",
    "Ký trực tuyến",
    "Số liệu đến 15/6",
    "Theo đề nghị của Sở Tài chính",
    "Đang dự thảo phụ lục sửa đổi",
    "Chuyển tiếp từ kỳ trước",
)
PROJECTS = (
    "Dự án đường Vành đai 4",
    "Dự án cao tốc trục ngang",
    "Dự án hồ chứa nước ngọt liên tỉnh",
    "Dự án cầu nối hai tỉnh",
    "Dự án nạo vét kênh trục",
)
FOOT = (
    ("Ghi chú: Số liệu tính đến hết ngày 14 của tháng báo cáo.",),
    ("(*) Bao gồm cả phần vốn đối ứng của địa phương.", "(**) Đã điều chỉnh theo văn bản mới."),
    ('Lưu ý: Đơn vị nào không phát sinh thì ghi rõ "không phát sinh".',),
    ("Nơi nhận:", "- Như trên;", "- Thường trực Tỉnh ủy (b/c);", "- Lưu: VT, TH."),
)
