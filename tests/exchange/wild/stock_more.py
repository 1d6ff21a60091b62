"""More headings and misleading columns of the second maker, in yet other words."""

from __future__ import annotations

from collections.abc import Mapping

MORE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "B01": {
        "title": (
            "Thỏa thuận đã ký",
            "Tên Kế hoạch/Thỏa thuận hợp tác song phương",
            "Chương trình/Thỏa thuận",
            "Văn kiện hợp tác",
            "Tên văn bản hợp tác, ghi nhớ",
        ),
        "doc_no": ("Số QĐ/KH/BB", "Ký hiệu VB", "Số, KH văn bản", "Số hiệu BB ghi nhớ"),
        "signed_date": ("Ngày ký VB", "Ký kết ngày", "Thời gian ký kết thỏa thuận"),
        "sector": ("Lĩnh vực chủ yếu", "Nhóm ngành hợp tác", "LV hợp tác"),
        "parties": ("Các tỉnh bạn", "Tên tỉnh, thành phố tham gia", "Địa phương đối tác", "Đối tác liên kết (tỉnh/TP)"),
        "lead": ("Đơn vị được giao chủ trì", "Đầu mối của tỉnh", "Sở ngành đầu mối"),
        "content": ("Các hoạt động hợp tác chính", "Nội dung hợp tác cụ thể", "Nội dung chi tiết"),
        "start_year": ("Năm khởi động", "Triển khai từ năm", "Thời gian: từ năm"),
        "end_year": ("Năm dự kiến kết thúc", "Triển khai đến năm", "Thời gian: đến năm"),
        "amount_total": ("Nhu cầu kinh phí (tổng)", "Tổng chi phí", "Tổng vốn cần huy động"),
        "amount_state": ("NSNN cấp", "Ngân sách (TW, ĐP)", "Phần vốn ngân sách nhà nước"),
        "amount_social": ("XHH và khác", "Nguồn ngoài NSNN", "Vốn của doanh nghiệp"),
        "status": ("Tiến độ đến nay", "Tình trạng (đang TH, hoàn thành...)", "Mức độ thực hiện"),
        "note": ("Ghi chú, giải thích", "Thông tin thêm", "Ghi chú của sở"),
    },
    "B02": {
        "issue": (
            "Vướng mắc phát sinh trong triển khai",
            "Khó khăn gặp phải",
            "Vấn đề tồn tại",
            "Bất cập, vướng mắc",
            "Nội dung cần tháo gỡ",
        ),
        "sector": ("Lĩnh vực chủ yếu", "Nhóm ngành", "LV có vướng mắc"),
        "agreement": ("Gắn với thỏa thuận, dự án", "Dự án/thỏa thuận", "Số thỏa thuận có liên quan"),
        "provinces": ("Tỉnh/thành chịu ảnh hưởng", "Các tỉnh có chung vướng mắc", "Địa bàn (tỉnh)"),
        "cause": ("Lý do vướng mắc", "Nguyên nhân (KQ, CQ)", "Nguyên nhân phát sinh"),
        "proposal": (
            "Đề xuất phương án giải quyết",
            "Kiến nghị với Trung ương",
            "Giải pháp kiến nghị, đề xuất",
            "Đề nghị của tỉnh",
        ),
        "authority": (
            "Cơ quan đề nghị xử lý",
            "Nơi giải quyết",
            "Trách nhiệm giải quyết",
            "Bộ, cơ quan TW có thẩm quyền",
        ),
        "raised_date": ("Thời gian phát hiện vướng mắc", "Ngày nảy sinh", "Phát sinh từ ngày"),
        "deadline": ("Cần giải quyết trước", "Hạn mong muốn", "Thời gian đề nghị hoàn thành"),
        "urgency": ("Cấp độ khẩn", "Mức độ quan trọng", "Độ cấp bách"),
        "note": ("Ghi chú, giải thích", "Thông tin thêm", "Ghi chú của sở"),
    },
    "B03": {
        "recommendation": (
            "Việc đã kiến nghị",
            "Kiến nghị với trung ương",
            "Nội dung văn bản kiến nghị",
            "Trích yếu kiến nghị",
        ),
        "sent_no": ("Công văn đã gửi (số)", "Số VB đã gửi", "Số tờ trình, công văn kiến nghị"),
        "sent_date": ("Gửi đi ngày", "Ngày công văn gửi", "Ngày phát hành VB kiến nghị"),
        "authority": ("Cơ quan nhận văn bản", "Đơn vị nhận kiến nghị", "Bộ, ngành được kiến nghị"),
        "reply_no": ("Số VB hồi đáp", "Công văn phúc đáp số", "Văn bản trả lời của Bộ (số)"),
        "reply_date": ("Phúc đáp ngày", "Ngày bộ trả lời", "Ngày có trả lời"),
        "reply": ("Nội dung hồi đáp", "Kết quả trả lời cụ thể", "Nội dung bộ trả lời"),
        "status": ("Hiện trạng giải quyết", "Tình hình giải quyết đến nay", "Tình trạng trả lời"),
        "due": ("Hẹn giải quyết xong", "Mốc hoàn thành dự kiến", "Thời gian cam kết xong"),
        "note": ("Ghi chú, giải thích", "Thông tin thêm", "Ghi chú của sở"),
    },
}

MORE_DECOYS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "B01": (
        ("Ngày có hiệu lực", "date"),
        ("Cơ quan thẩm định", "agency"),
        ("Vốn bố trí năm 2025", "amount"),
        ("Số lượng hoạt động", "count"),
        ("Nơi ký", "district"),
        ("Lần kiểm tra gần nhất", "date"),
        ("Giá trị hợp đồng đã ký", "amount"),
        ("Doanh nghiệp tham gia", "person"),
        ("Hiệu quả mang lại", "prose"),
    ),
    "B02": (
        ("Ngày lập phiếu", "date"),
        ("Phòng phụ trách", "agency"),
        ("Kinh phí phát sinh", "amount"),
        ("Văn bản chỉ đạo của tỉnh", "number"),
        ("Số hộ bị ảnh hưởng", "count"),
        ("Ngày họp giao ban", "date"),
        ("Hậu quả", "prose"),
    ),
    "B03": (
        ("Số văn bản nhắc", "number"),
        ("Ngày văn thư nhận", "date"),
        ("Chuyên viên", "person"),
        ("Số trang", "count"),
        ("Ngày nhắc lần 1", "date"),
        ("Nhận xét của sở", "prose"),
    ),
}
