"""How offices head the columns: the official words, near ones, and their own."""

from __future__ import annotations

from random import Random

from tests.exchange.wild.two.heads_strange import STRANGE

OFFICIAL = {
    "B01": {
        "title": "Tên thỏa thuận, chương trình liên kết",
        "doc_no": "Số, ký hiệu văn bản",
        "signed_date": "Ngày ký",
        "sector": "Lĩnh vực",
        "parties": "Các địa phương tham gia",
        "lead": "Cơ quan đầu mối",
        "content": "Nội dung liên kết chủ yếu",
        "start_year": "Năm bắt đầu",
        "end_year": "Năm kết thúc",
        "amount_total": "Tổng nhu cầu vốn",
        "amount_state": "Vốn ngân sách nhà nước",
        "amount_social": "Vốn xã hội hóa",
        "status": "Tình hình thực hiện",
        "note": "Ghi chú",
    },
    "B02": {
        "issue": "Nội dung khó khăn, vướng mắc",
        "sector": "Lĩnh vực",
        "agreement": "Thỏa thuận/dự án liên quan",
        "provinces": "Địa phương liên quan",
        "cause": "Nguyên nhân",
        "proposal": "Đề xuất, kiến nghị",
        "authority": "Cơ quan có thẩm quyền giải quyết",
        "raised_date": "Ngày phát sinh",
        "deadline": "Thời hạn đề nghị giải quyết",
        "urgency": "Mức độ",
        "note": "Ghi chú",
    },
    "B03": {
        "recommendation": "Nội dung kiến nghị",
        "sent_no": "Văn bản kiến nghị",
        "sent_date": "Ngày gửi",
        "authority": "Cơ quan tiếp nhận",
        "reply_no": "Văn bản trả lời",
        "reply_date": "Ngày trả lời",
        "reply": "Nội dung trả lời, giải quyết",
        "status": "Tình trạng xử lý",
        "due": "Thời hạn hoàn thành",
        "note": "Ghi chú",
    },
}

NEAR = {
    "B01": {
        "title": (
            "Tên thỏa thuận hợp tác",
            "Chương trình, thỏa thuận hợp tác",
            "Tên chương trình/thỏa thuận liên kết",
            "Tên văn bản thỏa thuận, chương trình liên kết",
            "Thỏa thuận, chương trình liên kết",
        ),
        "doc_no": ("Số, ký hiệu", "Số/ký hiệu VB", "Số ký hiệu văn bản", "Số hiệu văn bản", "Số văn bản"),
        "signed_date": ("Ngày ký kết", "Ngày, tháng, năm ký", "Thời điểm ký", "Ngày ký văn bản"),
        "sector": ("Ngành, lĩnh vực", "Lĩnh vực liên kết", "Lĩnh vực hợp tác"),
        "parties": (
            "Địa phương tham gia",
            "Các tỉnh, thành phố tham gia",
            "Các bên tham gia",
            "Tỉnh, thành phố tham gia",
        ),
        "lead": ("Đơn vị đầu mối", "Đầu mối", "Cơ quan, đơn vị đầu mối", "Cơ quan chủ trì"),
        "content": ("Nội dung liên kết", "Nội dung chủ yếu", "Nội dung hợp tác chủ yếu", "Nội dung liên kết chính"),
        "start_year": ("Năm BĐ", "Từ năm", "Năm bắt đầu thực hiện"),
        "end_year": ("Năm KT", "Đến năm", "Năm kết thúc thực hiện"),
        "amount_total": ("Tổng nhu cầu", "Tổng vốn", "Tổng kinh phí", "Tổng số vốn"),
        "amount_state": ("Vốn NSNN", "Ngân sách nhà nước", "NSNN"),
        "amount_social": ("Vốn XHH", "Xã hội hóa", "Vốn xã hội hoá"),
        "status": ("Tình hình triển khai", "Tình trạng thực hiện", "Tình hình thực hiện đến nay"),
        "note": ("Ghi chú (nếu có)", "Ghi chú khác"),
    },
    "B02": {
        "issue": (
            "Khó khăn, vướng mắc",
            "Nội dung vướng mắc",
            "Nội dung khó khăn vướng mắc",
            "Khó khăn, vướng mắc cụ thể",
        ),
        "sector": ("Ngành, lĩnh vực", "Thuộc lĩnh vực"),
        "agreement": ("Thỏa thuận, dự án liên quan", "Dự án/thỏa thuận liên quan", "Thuộc thỏa thuận/dự án"),
        "provinces": ("Các địa phương liên quan", "Địa phương có liên quan", "Tỉnh, thành phố liên quan"),
        "cause": ("Nguyên nhân chủ yếu", "Nguyên nhân vướng mắc", "Nguyên nhân chính"),
        "proposal": ("Kiến nghị, đề xuất", "Đề xuất kiến nghị", "Kiến nghị", "Đề xuất"),
        "authority": (
            "Thẩm quyền giải quyết",
            "Cơ quan có thẩm quyền",
            "Cấp có thẩm quyền giải quyết",
            "Cơ quan giải quyết",
        ),
        "raised_date": ("Thời điểm phát sinh", "Ngày tháng phát sinh", "Phát sinh ngày"),
        "deadline": ("Thời hạn đề nghị", "Thời gian đề nghị giải quyết", "Đề nghị giải quyết trước"),
        "urgency": ("Mức độ cấp bách", "Mức độ cấp thiết", "Mức độ ưu tiên"),
        "note": ("Ghi chú (nếu có)",),
    },
    "B03": {
        "recommendation": (
            "Kiến nghị",
            "Nội dung kiến nghị, đề xuất",
            "Nội dung đã kiến nghị",
            "Nội dung các kiến nghị",
        ),
        "sent_no": ("Số văn bản kiến nghị", "VB kiến nghị", "Công văn kiến nghị", "Số, ký hiệu văn bản kiến nghị"),
        "sent_date": ("Ngày gửi văn bản", "Ngày kiến nghị", "Ngày gửi kiến nghị"),
        "authority": ("Cơ quan nhận", "Cơ quan nhận kiến nghị", "Cơ quan, đơn vị tiếp nhận", "Cơ quan tiếp nhận, xử lý"),
        "reply_no": ("Số văn bản trả lời", "VB trả lời", "Công văn trả lời", "Số, ký hiệu văn bản trả lời"),
        "reply_date": ("Ngày VB trả lời", "Ngày văn bản trả lời", "Ngày nhận trả lời"),
        "reply": (
            "Nội dung trả lời",
            "Nội dung giải quyết",
            "Kết quả trả lời, giải quyết",
            "Nội dung trả lời của cơ quan",
        ),
        "status": ("Tình trạng", "Tình hình xử lý", "Trạng thái xử lý", "Tình trạng giải quyết"),
        "due": ("Hạn hoàn thành", "Thời hạn hoàn thành xử lý", "Thời gian hoàn thành"),
        "note": ("Ghi chú khác",),
    },
}

OWN = {
    "B01": {
        "title": (
            "Văn bản hợp tác đã ký",
            "Tên bản ghi nhớ, thỏa thuận, kế hoạch hợp tác",
            "Chương trình/Kế hoạch phối hợp",
            "Trích yếu nội dung thỏa thuận",
            "Tên loại và trích yếu văn bản hợp tác",
            "Danh mục chương trình hợp tác",
            "Thỏa thuận đã ký kết",
        ),
        "doc_no": ("Số VB", "Số hiệu", "Ký hiệu VB", "Số thỏa thuận", "Số, KH"),
        "signed_date": ("Thời gian ký kết", "Ngày ban hành", "Ngày, tháng ký", "Ngày VB"),
        "sector": ("Mảng hợp tác", "Nhóm lĩnh vực", "Lĩnh vực phối hợp", "Ngành"),
        "parties": (
            "Các tỉnh/thành ký kết",
            "Đối tác ký kết (tỉnh, thành phố)",
            "Địa phương ký kết",
            "Thành phần tham gia ký kết",
            "Các tỉnh, thành phối hợp",
            "Các bên ký kết",
        ),
        "lead": (
            "Sở, ngành chủ trì",
            "Cơ quan thường trực",
            "Đơn vị chủ trì tham mưu",
            "Đầu mối thực hiện",
            "Đơn vị được giao theo dõi",
        ),
        "content": (
            "Các nội dung phối hợp chính",
            "Tóm tắt nội dung hợp tác",
            "Nội dung cam kết",
            "Nội dung đã thống nhất",
        ),
        "start_year": ("Bắt đầu", "Năm khởi đầu", "Thực hiện từ năm"),
        "end_year": ("Kết thúc", "Năm hết hiệu lực", "Thực hiện đến năm"),
        "amount_total": ("Kinh phí dự kiến", "Tổng mức kinh phí", "Tổng cộng các nguồn vốn", "Tổng nguồn lực"),
        "amount_state": ("Từ ngân sách", "Nguồn ngân sách", "Trong đó: NSNN", "Ngân sách các cấp"),
        "amount_social": ("Nguồn xã hội hóa", "Huy động XHH", "Vốn huy động xã hội hóa", "Huy động ngoài ngân sách"),
        "status": ("Tiến độ", "Hiện trạng", "Tiến độ triển khai", "Trạng thái"),
        "note": ("Lưu ý", "Thông tin thêm", "Ý kiến khác"),
    },
    "B02": {
        "issue": (
            "Tồn tại, hạn chế, vướng mắc",
            "Vấn đề vướng mắc",
            "Nội dung bất cập",
            "Những khó khăn đang gặp",
            "Vướng mắc phát sinh",
            "Mô tả vướng mắc",
            "Khó khăn, bất cập",
        ),
        "sector": ("Nhóm lĩnh vực", "Lĩnh vực vướng mắc", "Ngành"),
        "agreement": ("Văn bản hợp tác có liên quan", "Số thỏa thuận liên quan", "Dự án, chương trình có liên quan"),
        "provinces": ("Địa bàn liên quan", "Các tỉnh bị ảnh hưởng", "Tỉnh/thành có liên quan", "Địa bàn"),
        "cause": ("Lý do", "Nguyên nhân (khách quan, chủ quan)", "Phân tích nguyên nhân"),
        "proposal": (
            "Giải pháp kiến nghị",
            "Đề nghị của địa phương",
            "Hướng tháo gỡ đề xuất",
            "Phương án đề xuất tháo gỡ",
            "Nội dung đề nghị",
        ),
        "authority": (
            "Nơi giải quyết",
            "Kiến nghị gửi cơ quan",
            "Bộ, ngành giải quyết",
            "Cấp xử lý",
            "Gửi cơ quan nào xử lý",
            "Cơ quan được kiến nghị",
        ),
        "raised_date": ("Phát sinh từ", "Ngày ghi nhận", "Thời gian phát sinh"),
        "deadline": ("Hạn đề nghị", "Mong muốn giải quyết trước ngày", "Hạn xử lý đề nghị", "Cần xong trước"),
        "urgency": ("Cấp độ", "Tính cấp bách", "Mức độ khẩn", "Độ ưu tiên"),
        "note": ("Lưu ý", "Thông tin thêm"),
    },
    "B03": {
        "recommendation": (
            "Vấn đề đã kiến nghị",
            "Tóm tắt kiến nghị của tỉnh",
            "Nội dung đề nghị",
            "Kiến nghị đã gửi",
            "Các đề xuất, kiến nghị đã gửi",
        ),
        "sent_no": ("VB gửi đi", "Số CV của tỉnh", "Văn bản của UBND tỉnh", "Tờ trình/công văn số", "Số CV kiến nghị"),
        "sent_date": ("Ngày VB đi", "Gửi ngày", "Ngày phát hành", "Thời gian gửi"),
        "authority": (
            "Gửi tới cơ quan",
            "Nơi nhận kiến nghị",
            "Bộ, ngành tiếp nhận",
            "Đơn vị nhận",
            "Cơ quan được kiến nghị",
        ),
        "reply_no": ("CV phúc đáp", "Văn bản phúc đáp", "Số CV trả lời", "Văn bản phản hồi", "VB đến trả lời"),
        "reply_date": ("Ngày phúc đáp", "Ngày phản hồi", "Trả lời ngày", "Thời gian trả lời"),
        "reply": (
            "Ý kiến trả lời của bộ, ngành",
            "Nội dung phúc đáp",
            "Nội dung phản hồi",
            "Tóm tắt ý kiến trả lời",
            "Ý kiến của cơ quan giải quyết",
        ),
        "status": ("Tiến độ xử lý", "Kết quả (đã/chưa giải quyết)", "Mức độ giải quyết", "Hiện trạng xử lý"),
        "due": ("Dự kiến hoàn thành", "Lộ trình hoàn thành", "Hạn xử lý xong", "Thời hạn giải quyết dứt điểm"),
        "note": ("Lưu ý", "Ý kiến khác"),
    },
}

ABOVE = {  # headings above several columns
    "years": ("Thời gian thực hiện", "Giai đoạn", "Thời gian", "Thời gian thực hiện (năm)"),
    "money": ("Nguồn vốn", "Nhu cầu vốn", "Kinh phí thực hiện", "Vốn thực hiện", "Kinh phí"),
    "paper": ("Văn bản", "Văn bản ký kết", "Thông tin văn bản"),
    "sent": ("Văn bản kiến nghị", "Văn bản gửi đi", "Kiến nghị của tỉnh"),
    "answer": ("Văn bản trả lời", "Kết quả trả lời", "Trả lời của cơ quan có thẩm quyền"),
    "trouble": ("Khó khăn, vướng mắc", "Tình hình vướng mắc"),
    "ask": ("Đề xuất, kiến nghị", "Kiến nghị của địa phương"),
    "time": ("Thời gian", "Mốc thời gian"),
}
UNDER = {  # what may stand under them, short because the heading above says the rest
    "years": {
        "start_year": ("Bắt đầu", "Từ", "Từ năm", "Năm bắt đầu"),
        "end_year": ("Kết thúc", "Đến", "Đến năm", "Năm kết thúc"),
    },
    "money": {
        "amount_total": ("Tổng số", "Tổng cộng", "Tổng", "Tổng nhu cầu"),
        "amount_state": ("NSNN", "Ngân sách nhà nước", "Vốn ngân sách", "Trong đó: NSNN"),
        "amount_social": ("XHH", "Xã hội hóa", "Vốn XHH", "Nguồn XHH"),
    },
    "paper": {"doc_no": ("Số, ký hiệu", "Số hiệu", "Số"), "signed_date": ("Ngày ký", "Ngày", "Ngày, tháng")},
    "sent": {"sent_no": ("Số, ký hiệu", "Số", "Số hiệu"), "sent_date": ("Ngày", "Ngày gửi", "Ngày, tháng")},
    "answer": {
        "reply_no": ("Số, ký hiệu", "Số", "Số văn bản"),
        "reply_date": ("Ngày", "Ngày trả lời", "Ngày, tháng"),
        "reply": ("Nội dung", "Nội dung trả lời", "Tóm tắt nội dung"),
    },
    "trouble": {"issue": ("Nội dung", "Nội dung cụ thể", "Nội dung vướng mắc"), "cause": ("Nguyên nhân", "Lý do")},
    "ask": {
        "proposal": ("Nội dung", "Nội dung kiến nghị", "Nội dung đề xuất"),
        "authority": ("Cơ quan giải quyết", "Thẩm quyền giải quyết", "Cấp giải quyết"),
    },
    "time": {"raised_date": ("Phát sinh", "Ngày phát sinh"), "deadline": ("Đề nghị giải quyết", "Hạn đề nghị")},
}
PAIRS = {"B01": ("paper", "years", "money"), "B02": ("trouble", "ask", "time"), "B03": ("sent", "answer")}

NUMBER = ("STT", "TT", "Stt", "Số TT", "Số thứ tự", "SỐ\nTT")
EXTRA = {
    "Chuyên viên theo dõi": ("Nguyễn Văn An", "Trần Thị Bình", "Lê Minh Châu"),
    "Số điện thoại": ("0903 112 233", "02923 820 111", "0912.345.678"),
    "Phòng phụ trách": ("Phòng Tổng hợp", "Phòng KTĐN", "Phòng QLĐT"),
    "Mã hồ sơ": ("HS-001", "HS-019", "HS-104"),
    "Số trang tài liệu": (4, 12, 7),
    "Lãnh đạo phụ trách": ("PCT. Nguyễn Hoàng Hải", "PCT. Lê Thị Mai", "CT. Trần Văn Sơn"),
    "Đã cập nhật phần mềm": ("Có", "Không", "Có"),
    "Nơi lưu hồ sơ": ("Kho lưu trữ VP", "Văn thư", "Phòng TH"),
}
FORM_WORDS = {
    "B01": (
        "DANH MỤC THỎA THUẬN LIÊN KẾT VÙNG",
        "BIỂU TỔNG HỢP CÁC CHƯƠNG TRÌNH, THỎA THUẬN HỢP TÁC LIÊN KẾT VÙNG",
        "TỔNG HỢP TÌNH HÌNH KÝ KẾT VÀ THỰC HIỆN CÁC THỎA THUẬN HỢP TÁC",
        "DANH SÁCH CÁC BẢN GHI NHỚ, THỎA THUẬN HỢP TÁC ĐÃ KÝ GIỮA CÁC ĐỊA PHƯƠNG",
    ),
    "B02": (
        "TỔNG HỢP KHÓ KHĂN, VƯỚNG MẮC VÀ ĐỀ XUẤT, KIẾN NGHỊ",
        "BIỂU TỔNG HỢP CÁC VƯỚNG MẮC VÀ ĐỀ XUẤT THÁO GỠ",
        "PHỤ LỤC KHÓ KHĂN, VƯỚNG MẮC TRONG THỰC HIỆN LIÊN KẾT VÙNG",
        "NHỮNG TỒN TẠI, VƯỚNG MẮC VÀ KIẾN NGHỊ CẤP CÓ THẨM QUYỀN",
    ),
    "B03": (
        "KẾT QUẢ XỬ LÝ KIẾN NGHỊ GỬI CƠ QUAN CÓ THẨM QUYỀN",
        "TÌNH HÌNH GIẢI QUYẾT CÁC KIẾN NGHỊ CỦA TỈNH",
        "BẢNG THEO DÕI TRẢ LỜI KIẾN NGHỊ CỦA CÁC BỘ, NGÀNH",
        "TỔNG HỢP KẾT QUẢ TRẢ LỜI, GIẢI QUYẾT KIẾN NGHỊ CỦA ĐỊA PHƯƠNG",
    ),
}


def head(form: str, key: str, how: str, rng: Random) -> str:
    """A heading for a field: "official", "near", "own", "strange" or "mixed"."""
    if how == "mixed":
        how = rng.choice(("official", "near", "own", "strange"))
    if how == "strange":
        return rng.choice(STRANGE[form][key])
    if how == "official":
        return OFFICIAL[form][key]
    return rng.choice((NEAR if how == "near" else OWN)[form][key])
