"""Words of the second maker: headings, misleading columns, texts. Written without looking at the forms' lists."""

from __future__ import annotations

from collections.abc import Mapping

HEADINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "B01": {
        "title": (
            "Tên thỏa thuận hợp tác/chương trình phối hợp",
            "Tên biên bản ghi nhớ, thỏa thuận",
            "Tên chương trình, kế hoạch phối hợp",
            "Chương trình hợp tác đã ký kết",
            "Tên thoả thuận liên kết",
            "(2) Tên thỏa thuận, chương trình",
            "Thỏa thuận, biên bản hợp tác đã ký",
        ),
        "doc_no": (
            "Số hiệu VB",
            "Số, ký hiệu của văn bản",
            "Số/ký hiệu của VB",
            "Số kí hiệu văn bản",
            "Số hiệu thỏa thuận",
            "Văn bản số",
        ),
        "signed_date": (
            "Thời gian ký VB",
            "Ngày tháng năm ký",
            "Ngày ban hành văn bản",
            "Thời điểm ký thỏa thuận",
            "Ngày kí",
            "Ngày, tháng ký kết",
        ),
        "sector": ("Ngành, lĩnh vực liên kết", "Lĩnh vực ưu tiên", "Thuộc ngành/lĩnh vực", "Lĩnh vực (ngành)"),
        "parties": (
            "Các tỉnh, thành phố ký kết",
            "Địa phương phối hợp",
            "Các ĐP tham gia",
            "Tỉnh, TP liên kết",
            "Giữa các địa phương",
            "Tên các tỉnh, thành phố cùng ký",
        ),
        "lead": ("Sở chủ trì", "CQ đầu mối", "Đơn vị được giao đầu mối", "Cơ quan đầu mối của tỉnh"),
        "content": (
            "Nội dung thỏa thuận chính",
            "Các nội dung hợp tác",
            "Tóm tắt nội dung chính",
            "Nội dung phối hợp chính",
            "Những nội dung liên kết chủ yếu",
        ),
        "start_year": ("Năm bắt đầu triển khai", "Năm bắt đầu hiệu lực", "Bắt đầu từ năm"),
        "end_year": ("Năm kết thúc dự kiến", "Năm kết thúc hiệu lực", "Kết thúc vào năm"),
        "amount_total": ("Tổng vốn thực hiện", "Tổng kinh phí (dự kiến)", "Tổng nhu cầu vốn đầu tư", "Tổng số vốn"),
        "amount_state": ("Vốn NSNN các cấp", "Nguồn ngân sách nhà nước", "Trong đó: NSNN", "Vốn từ ngân sách"),
        "amount_social": ("Vốn xã hội hoá", "Nguồn XHH", "Trong đó: xã hội hóa", "Huy động xã hội hóa"),
        "status": ("Tình trạng thực hiện đến nay", "Hiện trạng triển khai", "Tình hình thực hiện thỏa thuận"),
        "note": ("Ghi chú bổ sung", "Ghi chú (nếu cần)", "Ghi chú."),
    },
    "B02": {
        "issue": (
            "Khó khăn, vướng mắc trong quá trình thực hiện",
            "Các vướng mắc, khó khăn",
            "Mô tả vướng mắc",
            "Khó khăn, tồn tại",
            "Nội dung khó khăn - vướng mắc",
            "Vấn đề khó khăn, vướng mắc",
        ),
        "sector": ("Ngành, lĩnh vực có vướng mắc", "Lĩnh vực vướng mắc", "Thuộc ngành/lĩnh vực"),
        "agreement": ("Thoả thuận/dự án có liên quan", "Dự án, thỏa thuận (số hiệu)", "Liên quan đến thỏa thuận"),
        "provinces": (
            "Các ĐP liên quan",
            "Tỉnh, thành có liên quan",
            "Tên địa phương liên quan",
            "Địa phương bị ảnh hưởng",
        ),
        "cause": ("Nguyên nhân cụ thể", "Nguyên nhân (nêu rõ)", "Nguyên nhân của vướng mắc"),
        "proposal": (
            "Nội dung đề nghị tháo gỡ",
            "Kiến nghị, đề xuất cụ thể",
            "Kiến nghị giải pháp",
            "Đề xuất biện pháp tháo gỡ",
            "Đề nghị/kiến nghị",
        ),
        "authority": (
            "Bộ, ngành, cơ quan giải quyết",
            "CQ có thẩm quyền giải quyết",
            "Kiến nghị đến cơ quan",
            "Cơ quan TW có thẩm quyền",
            "Thẩm quyền xử lý",
        ),
        "raised_date": ("Ngày phát sinh vướng mắc", "Thời điểm phát sinh khó khăn", "Ngày/tháng phát sinh"),
        "deadline": ("Thời hạn đề nghị xử lý", "Đề nghị giải quyết trước ngày", "Hạn đề nghị giải quyết"),
        "urgency": ("Mức độ cấp bách (BT/CB/RCB)", "Tính chất cấp bách", "Mức độ khẩn cấp của vấn đề"),
        "note": ("Ghi chú bổ sung", "Ghi chú (nếu cần)", "Ghi chú."),
    },
    "B03": {
        "recommendation": (
            "Nội dung kiến nghị của tỉnh",
            "Kiến nghị, đề xuất đã gửi",
            "Nội dung các đề xuất, kiến nghị",
            "Nội dung đã đề nghị",
            "Tóm tắt nội dung kiến nghị",
        ),
        "sent_no": ("Số hiệu văn bản kiến nghị", "Số công văn gửi đi", "VB kiến nghị (số)", "Số CV kiến nghị"),
        "sent_date": ("Ngày gửi công văn", "Ngày ban hành VB kiến nghị", "Ngày, tháng gửi", "Thời gian gửi kiến nghị"),
        "authority": ("CQ tiếp nhận", "Bộ, ngành nhận kiến nghị", "Nơi gửi kiến nghị", "Cơ quan TW tiếp nhận kiến nghị"),
        "reply_no": ("Số hiệu văn bản trả lời", "Số CV phúc đáp", "VB trả lời (số)", "Số công văn của bộ trả lời"),
        "reply_date": ("Ngày ban hành VB trả lời", "Ngày, tháng trả lời", "Ngày công văn trả lời"),
        "reply": (
            "Nội dung trả lời của bộ, ngành",
            "Tóm tắt nội dung giải quyết, trả lời",
            "Ý kiến giải quyết",
            "Nội dung giải quyết kiến nghị",
        ),
        "status": ("Tình trạng giải quyết đến nay", "Trạng thái kiến nghị", "Tình hình giải quyết kiến nghị"),
        "due": ("Thời hạn giải quyết xong dự kiến", "Thời hạn hoàn thành dự kiến", "Hạn hoàn thành theo cam kết"),
        "note": ("Ghi chú bổ sung", "Ghi chú (nếu cần)", "Ghi chú."),
    },
}

#: Columns that are none of the form's but look like one: heading -> kind of contents.
DECOYS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "B01": (
        ("Ngày hết hiệu lực", "date"),
        ("Ngày báo cáo", "date"),
        ("Ngày cập nhật số liệu", "date"),
        ("Người ký", "person"),
        ("Chức vụ người ký", "office"),
        ("Cơ quan phối hợp", "agency"),
        ("Vốn đã giải ngân", "amount"),
        ("Vốn ODA", "amount"),
        ("Kế hoạch vốn năm 2026", "amount"),
        ("Tỷ lệ giải ngân (%)", "percent"),
        ("Số lần họp", "count"),
        ("Kết quả nổi bật", "prose"),
        ("Tồn tại, hạn chế", "prose"),
        ("Căn cứ pháp lý", "law"),
        ("Huyện, xã triển khai", "district"),
        ("Số đăng ký lưu trữ", "count"),
    ),
    "B02": (
        ("Đơn vị báo cáo", "agency"),
        ("Ngày báo cáo", "date"),
        ("Ngày cập nhật", "date"),
        ("Cán bộ theo dõi", "person"),
        ("Giải pháp đã thực hiện", "prose"),
        ("Tác động, ảnh hưởng", "prose"),
        ("Thiệt hại ước tính (tỷ đồng)", "amount"),
        ("Huyện, xã", "district"),
        ("Ý kiến của Sở Tư pháp", "prose"),
        ("Số lần phản ánh", "count"),
        ("Kết quả tháo gỡ đến nay", "prose"),
    ),
    "B03": (
        ("Số văn bản đôn đốc", "number"),
        ("Ngày đôn đốc", "date"),
        ("Người ký văn bản", "person"),
        ("Đơn vị theo dõi", "agency"),
        ("Số lần kiến nghị", "count"),
        ("Ngày họp gần nhất", "date"),
        ("Ý kiến của tỉnh sau khi có trả lời", "prose"),
        ("Đơn vị tham mưu văn bản", "agency"),
        ("Ngày vào sổ", "date"),
        ("Ngày cập nhật", "date"),
    ),
}

TITLES = {
    "B01": ("BẢNG TỔNG HỢP CÁC CHƯƠNG TRÌNH HỢP TÁC GIỮA CÁC TỈNH", "Danh sách thỏa thuận đã ký với các địa phương"),
    "B02": ("BIỂU TỔNG HỢP VƯỚNG MẮC, KIẾN NGHỊ CỦA TỈNH", "Phụ lục: Khó khăn vướng mắc cần trung ương tháo gỡ"),
    "B03": ("BẢNG THEO DÕI VIỆC TRẢ LỜI KIẾN NGHỊ", "Tổng hợp tình hình giải quyết kiến nghị của các bộ, ngành"),
}

PROJECTS = (
    "cao tốc Gò Dầu - Xa Mát",
    "Quốc lộ 62 đoạn qua thị xã",
    "đường ven biển ĐT.639B",
    "hồ chứa nước Ia Thul",
    "cảng cạn Hưng Phú",
    "kênh Chợ Gạo giai đoạn 2",
    "cầu Đại Ngãi 1",
    "trạm bơm Nhất Trai",
    "khu bến Lạch Huyện",
    "đường sắt Lào Cai - Hà Nội",
    "sân bay Nà Sản",
    "cống Cái Lớn - Cái Bé",
)
DOINGS = (
    "Hợp tác đầu tư {p}",
    "Chương trình phối hợp quản lý, khai thác {p}",
    "Kế hoạch liên kết vận tải, du lịch gắn với {p}",
    "Biên bản ghi nhớ về việc xây dựng {p}, phân kỳ 2021-2025",
    "Thỏa thuận bảo vệ nguồn nước và rừng đầu nguồn tại {p}",
)
TROUBLES = (
    "Dự án {p} còn 12,5 ha chưa bàn giao mặt bằng; 37 hộ dân chưa đồng thuận",
    "Chưa cân đối được 1.250 tỷ đồng cho {p} theo Nghị quyết số 29/NQ-HĐND ngày 15/7/2023",
    "Quy hoạch {p} chồng lấn với quy hoạch tỉnh, phải điều chỉnh trước khi trình Thủ tướng Chính phủ",
    "Tổ chức thực hiện {p} vướng quy định tại khoản 2 Điều 56 Luật Đầu tư công",
    "Nguồn cát đắp cho {p} chỉ đáp ứng 45% nhu cầu (tháng 3/2024)",
)
CAUSES = (
    "Do Nghị định số 99/2021/NĐ-CP chưa quy định rõ trách nhiệm của từng địa phương",
    "Giá vật liệu tăng 18-25% so với dự toán được duyệt năm 2022",
    "Hồ sơ phải lấy ý kiến 05 bộ, ngành; thời gian trả lời kéo dài",
    "Chưa có cơ chế chia sẻ nguồn thu giữa Hà Nội và các tỉnh",
)
ASKS = (
    "Đề nghị bố trí bổ sung 350 tỷ đồng vốn ngân sách trung ương cho {p}",
    "Kiến nghị sửa đổi khoản 3 Điều 12 để giao địa phương làm cơ quan chủ quản {p}",
    "Xem xét, chấp thuận điều chỉnh hướng tuyến {p} trong quý IV/2025",
    "Giao Bộ chủ trì, hướng dẫn trình tự thủ tục thu hồi đất của {p}",
)
REPLIES = (
    "Ghi nhận kiến nghị; đề nghị tỉnh bổ sung hồ sơ trước ngày 30/6/2025",
    "Đã tổng hợp, trình Thủ tướng Chính phủ tại Tờ trình số 4521/TTr-BTC",
    "Việc này thuộc thẩm quyền của HĐND tỉnh theo quy định hiện hành",
    "Thống nhất về chủ trương, kinh phí do địa phương tự cân đối",
)
DEEDS = (
    "Trao đổi đoàn công tác, mỗi năm 02 lần",
    "Chia sẻ dữ liệu quan trắc mặn",
    "Kết nối tour tuyến",
    "Phối hợp tuần tra giáp ranh",
    "Hỗ trợ đào tạo 150 cán bộ",
)
LEADS = ("Sở KH&ĐT", "Sở Nông nghiệp và Môi trường", "Ban QLDA giao thông", "Văn phòng UBND tỉnh", "Sở VHTTDL")
NOTES = ("Đã gia hạn 01 lần", "Xem phụ lục 2", "Chờ HĐND thông qua", "Chuyển tiếp từ năm trước")
PROSE = (
    "Đã tổ chức 3 hội nghị xúc tiến, thu hút 45 doanh nghiệp",
    "Một số nội dung còn chậm so với kế hoạch",
    "Ảnh hưởng tới tiến độ chung của vùng",
    "Tỉnh đã chỉ đạo các sở phối hợp xử lý",
)
PERSONS = ("Nguyễn Văn Hải", "Trần Thị Mai", "Lê Quốc Phong", "Phạm Minh Tuấn")
OFFICES = ("Chủ tịch", "Phó Chủ tịch", "Giám đốc sở", "PCT Thường trực")
AGENCIES = ("Sở Xây dựng", "Sở Công Thương", "Sở Tài chính", "UBND huyện Châu Thành", "Ban Quản lý các KCN")
DISTRICTS = ("huyện Đức Hòa, huyện Bến Lức", "thị xã Tân Uyên", "xã Vĩnh Hải", "Toàn tỉnh", "các xã ven sông")
LAWS = ("Nghị quyết số 24-NQ/TW", "Quyết định số 1601/QĐ-TTg", "Luật Quy hoạch 2017", "Nghị quyết 13-NQ/TW (02/4/2022)")
