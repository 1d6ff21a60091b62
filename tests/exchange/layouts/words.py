"""Word stock: texts, headings and small change of submissions, none of them from a real file."""

from __future__ import annotations

from collections.abc import Mapping

THINGS = (
    "tuyến đường tránh phía Đông",
    "cầu vượt sông Tiền",
    "trạm bơm cấp I",
    "hồ điều hòa trung tâm",
    "bến cảng tổng hợp",
    "khu xử lý rác tập trung",
    "kè chống sạt lở",
    "trung tâm giống thủy sản",
    "tuyến buýt liên tỉnh",
    "chợ đầu mối nông sản",
    "trạm quan trắc nước thải",
    "cụm công nghiệp phụ trợ",
    "đường điện 110 kV",
    "bệnh viện vệ tinh",
    "trường cao đẳng nghề",
    "cổng dữ liệu dùng chung",
    "vùng nguyên liệu sạch",
    "tuyến kênh trục",
    "nút giao cao tốc",
    "bãi đậu xe hàng hóa",
)
VERBS = ("Phối hợp đầu tư", "Hợp tác khai thác", "Liên kết vận hành", "Cùng quản lý", "Xây dựng chung", "Kết nối")
TROUBLES = (
    "chậm bàn giao mặt bằng",
    "chưa thống nhất hướng tuyến",
    "thiếu vốn đối ứng",
    "trùng quy hoạch",
    "vượt tổng mức đầu tư",
    "chưa có đơn giá bồi thường",
    "thiếu vật liệu đắp nền",
    "kéo dài thủ tục chuyển đổi rừng",
    "chưa phân định trách nhiệm",
)
CAUSES = (
    "Quy định về phân cấp còn chồng chéo",
    "Hai bên chưa thống nhất mốc giới",
    "Đơn giá thị trường biến động mạnh",
    "Chưa có quy trình phối hợp liên tỉnh",
    "Hồ sơ địa chính lưu trữ chưa đầy đủ",
    "Nguồn thu từ đất không đạt dự toán",
)
ASKS = (
    "Bổ sung danh mục vào kế hoạch trung hạn",
    "Sửa đổi định mức hỗ trợ",
    "Ban hành quy chế phối hợp chung",
    "Cho phép áp dụng cơ chế đặc thù",
    "Giao một đơn vị làm đầu mối",
    "Điều chỉnh cục bộ quy hoạch ngành",
)
REPLIES = (
    "Thống nhất với đề nghị của địa phương",
    "Đang tổng hợp, trình cấp trên xem xét",
    "Đề nghị bổ sung hồ sơ theo quy định",
    "Đã đưa vào chương trình công tác năm sau",
    "Nội dung này thuộc thẩm quyền của tỉnh",
)
DEEDS = (
    "Trao đổi thông tin hằng quý",
    "Tổ chức hội chợ chung mỗi năm",
    "Chia sẻ số liệu quan trắc",
    "Phân luồng phương tiện",
    "Đào tạo chung cán bộ kỹ thuật",
    "Thống nhất lịch vận hành",
    "Xúc tiến thị trường ngoài nước",
)
LEADS = ("Sở Tài chính", "Sở Xây dựng", "Văn phòng UBND", "Sở Công Thương", "Sở Nội vụ", "Ban Quản lý khu kinh tế")
NOTES = (
    "Theo dõi tiếp",
    "Có phụ lục riêng",
    "Đã báo cáo Thường trực",
    "Chờ ý kiến thẩm định",
    "Bổ sung so với kỳ trước",
)
SIGNS = ("UBND-KT", "TTHT-UBND", "KH-UBND", "BBGN-UBND", "UBND-NN", "CTHT-UBND")
EXTRAS: Mapping[str, tuple[object, ...]] = {
    "Phòng chuyên môn theo dõi": ("Phòng Tổng hợp", "Phòng Kinh tế", None),
    "Chuyên viên phụ trách": ("Chị Hoa", "Anh Bình", None),
    "Điện thoại": ("0912345678", "02703822222", None),
    "Mã hồ sơ": ("HS-01", "HS-07", 12, None),
    "Đợt": (1, 2, 3),
    "Xếp loại": ("A", "B", "C"),
    "Số trang": (2, 5, 11),
    "Email": ("vanphong@tinh.gov.vn", None),
}

#: Headings in words that no form of the program lists: form -> field -> ways to say it.
FRESH: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "B01": {
        "title": (
            "Tên các chương trình hợp tác đã ký",
            "Thỏa thuận/Chương trình/Kế hoạch đã ký",
            "Tên văn bản hợp tác",
            "Danh mục chương trình, thỏa thuận đã ký kết",
            "Tên thỏa thuận (ghi đầy đủ)",
        ),
        "doc_no": ("Số và ký hiệu", "Số của văn bản", "Số VB", "Số/ký hiệu VB", "Số, ký hiệu VB thỏa thuận"),
        "signed_date": (
            "Ngày, tháng, năm ký kết",
            "Ký ngày",
            "Ngày ký thỏa thuận",
            "Ngày/tháng/năm ký",
            "Ngày ký (dd/mm/yyyy)",
        ),
        "sector": ("Thuộc lĩnh vực", "Lĩnh vực phối hợp", "Nhóm ngành, lĩnh vực", "Lĩnh vực (giao thông, du lịch...)"),
        "parties": (
            "Các tỉnh, thành ký kết",
            "Bên ký kết",
            "Địa phương cùng ký",
            "Tỉnh/TP tham gia",
            "Các tỉnh/thành phối hợp",
        ),
        "lead": ("Đơn vị đầu mối theo dõi", "Cơ quan được giao chủ trì", "Sở, ngành chủ trì", "Đầu mối phối hợp"),
        "content": (
            "Các nội dung hợp tác chính",
            "Tóm tắt nội dung liên kết",
            "Nội dung phối hợp chủ yếu",
            "Nội dung chủ yếu của thỏa thuận",
        ),
        "start_year": ("Năm bắt đầu thực hiện", "Bắt đầu (năm)", "Thực hiện từ năm"),
        "end_year": ("Năm kết thúc thực hiện", "Kết thúc (năm)", "Thực hiện đến năm"),
        "amount_total": ("Tổng vốn cần có", "Tổng nhu cầu", "Tổng kinh phí dự kiến", "Tổng mức vốn"),
        "amount_state": ("Vốn từ NSNN", "Ngân sách NN", "Từ ngân sách nhà nước", "Nguồn vốn ngân sách"),
        "amount_social": (
            "Vốn XHH và nguồn khác",
            "Vốn huy động xã hội",
            "Ngoài ngân sách nhà nước",
            "Các nguồn vốn khác",
        ),
        "status": ("Tình hình triển khai thực hiện", "Đánh giá tình hình thực hiện", "Tình trạng triển khai"),
        "note": ("Ghi chú khác", "Ghi chú thêm", "Ghi chú của đơn vị"),
    },
    "B02": {
        "issue": (
            "Các khó khăn, vướng mắc phát sinh",
            "Khó khăn, vướng mắc cần tháo gỡ",
            "Khó khăn - vướng mắc",
            "Vướng mắc, bất cập",
            "Những tồn tại, vướng mắc chính",
            "Thực trạng khó khăn, vướng mắc",
        ),
        "sector": ("Thuộc lĩnh vực", "Lĩnh vực phát sinh", "Nhóm ngành, lĩnh vực"),
        "agreement": ("Dự án, thỏa thuận có liên quan", "Thuộc thỏa thuận/dự án nào", "Chương trình, dự án liên quan"),
        "provinces": (
            "Địa phương có liên quan",
            "Tỉnh/TP liên quan",
            "Các tỉnh có liên quan",
            "Địa phương gặp khó khăn",
        ),
        "cause": ("Nguyên nhân chính", "Nguyên nhân dẫn đến khó khăn", "Nguyên nhân (khách quan, chủ quan)"),
        "proposal": (
            "Kiến nghị cụ thể",
            "Đề xuất của địa phương",
            "Kiến nghị tháo gỡ",
            "Phương án đề xuất",
            "Giải pháp kiến nghị",
        ),
        "authority": (
            "Cấp thẩm quyền",
            "Cơ quan chịu trách nhiệm giải quyết",
            "Bộ, ngành có thẩm quyền",
            "Cơ quan thẩm quyền xử lý",
            "Bộ/ngành giải quyết",
        ),
        "raised_date": ("Phát sinh ngày", "Ngày tháng phát sinh", "Thời điểm xảy ra", "Ngày ghi nhận vướng mắc"),
        "deadline": (
            "Đề nghị giải quyết xong trước",
            "Thời hạn mong muốn",
            "Hạn đề nghị xử lý",
            "Đề nghị xong trước ngày",
        ),
        "urgency": ("Mức độ cần thiết", "Tính cấp thiết", "Mức độ ưu tiên xử lý", "Độ khẩn"),
        "note": ("Ghi chú khác", "Ghi chú thêm", "Ghi chú của đơn vị"),
    },
    "B03": {
        "recommendation": (
            "Nội dung địa phương kiến nghị",
            "Kiến nghị đã gửi",
            "Nội dung các kiến nghị",
            "Tóm tắt kiến nghị",
        ),
        "sent_no": ("Số VB kiến nghị", "Số công văn đề nghị", "Văn bản kiến nghị số", "Số, ký hiệu văn bản gửi"),
        "sent_date": ("Ngày gửi đi", "Gửi ngày", "Ngày tháng gửi", "Ngày VB kiến nghị"),
        "authority": ("Cơ quan được gửi", "Cơ quan, đơn vị tiếp nhận", "Bộ, ngành tiếp nhận", "Gửi đến cơ quan"),
        "reply_no": ("Số VB trả lời", "Văn bản trả lời số", "Số công văn phúc đáp", "Số ký hiệu VB trả lời"),
        "reply_date": ("Ngày tháng trả lời", "Ngày VB trả lời", "Trả lời ngày"),
        "reply": (
            "Tóm tắt ý kiến trả lời",
            "Nội dung được trả lời",
            "Nội dung văn bản trả lời",
            "Ý kiến trả lời của Bộ, ngành",
        ),
        "status": ("Kết quả đến nay", "Tình trạng hiện nay", "Trạng thái giải quyết", "Tình trạng xử lý đến nay"),
        "due": ("Dự kiến xong", "Ngày hẹn giải quyết", "Thời gian dự kiến hoàn thành", "Thời hạn giải quyết dứt điểm"),
        "note": ("Ghi chú khác", "Ghi chú thêm", "Ghi chú của đơn vị"),
    },
}

#: Group headings that stand over neighbouring columns: form -> (heading above, {field: heading below}).
GROUPED: Mapping[str, tuple[tuple[str, Mapping[str, str]], ...]] = {
    "B01": (
        ("Văn bản thỏa thuận", {"doc_no": "Số, ký hiệu", "signed_date": "Ngày ký"}),
        ("Thời gian thực hiện", {"start_year": "Từ năm", "end_year": "Đến năm"}),
        ("Nhu cầu vốn", {"amount_total": "Tổng số", "amount_state": "NSNN", "amount_social": "Xã hội hóa"}),
    ),
    "B02": (
        ("Khó khăn, vướng mắc", {"issue": "Nội dung", "sector": "Lĩnh vực"}),
        ("Thời gian", {"raised_date": "Ngày phát sinh", "deadline": "Thời hạn đề nghị"}),
    ),
    "B03": (
        ("Văn bản kiến nghị", {"sent_no": "Số", "sent_date": "Ngày"}),
        ("Văn bản trả lời", {"reply_no": "Số", "reply_date": "Ngày"}),
    ),
}
