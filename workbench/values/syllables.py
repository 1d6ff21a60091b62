"""Which letter strings can be Vietnamese syllables: onset, rhyme, tone and the place of the tone mark.

A check of spelling, not a dictionary: "hoè" passes, "hèo" passes, "Boä" and "xuaát" do not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_WORDS = re.compile(r"\S+")
ONSETS = tuple(_WORDS.findall("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x kr bl pl br đr"))
RHYMES = frozenset(
    _WORDS.findall(
        "a ac ach ai ak am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec ek "
        "em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip "
        "it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăp oăt oe oen oeo oet "
        "oi ok om on ong ooc oong op ot ô ôc ôi ôk ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây "
        "uc uê uêch uênh ui uk um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uyn uynh "
        "uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ych "
        "ynh yt oc"
    )
)
# Syllables that papers of this kind are full of: they settle readings that spelling alone leaves open.
COMMON = frozenset(
    _WORDS.findall(
        "an ba ban bao biên biển biểu biện bàn báo bình bước bản bảng bảo bắc bằng bến bị bố bổ bộ bộc cao "
        "chi cho chung chuyên chuyển chuẩn chí chính chú chưa chương chất chậm chế chỉ chịu chống chợ chủ "
        "chức chứng con cung các cách cáo cân còn có công cùng cũng cơ cư cạnh cả cải cảng cấp cần cầu cộng "
        "cụ cục của cứ cử cửa danh di diện do du duyên duyệt dài dân dạng dầu dẫn dịch dụng dự dựng gia "
        "giai gian giao giá giám giáo giáp giải giảm giới giờ giữa gây góp gồm gửi hai hiện hiệp hiệu hoà "
        "hoàn hoá hoạch hoạt huy huyện hà hàng hành hình hòa hóa hưng hướng hưởng hạ hại hạn hạng hải hầu "
        "hằng học hỏi hồ hỗ hộ hội hợp hữu khai khoa khoản khoảng khu khung khác khí khó không khăn khảo "
        "khẩu khối kinh kiến kiểm kiện kênh ký kế kết kịp kỳ kỹ lao liên liệu long loại luật là làm làng "
        "lâu lãnh lý lĩnh lưu lượng lại lấy lần lập lộ lớn lợi lục lực miền mua mình môi mưa mại mạng mẫu "
        "mặn mặt một mới mục mức nam nay nghiên nghiệp nghĩa nghề nghệ nghị nguyên nguồn ngành ngày ngân "
        "ngăn người ngập nhiên nhiều nhiệm nhu nhà nhân như nhất nhận nhập nhằm những này nâng nông năm "
        "năng nước nội nộp phiếu phong phá pháp phát phân phê phí phía phòng phó phúc phương phường phạm "
        "phải phần phẩm phố phối phụ phục phủ qua quan quy quyết quyền quá quân quý quản quảng quận quốc "
        "quỹ ra rà rõ rộng rừng sang sau sinh soát soạn suất sách sáng sát sóc sông sĩ sơ sạch sản sắp sẽ "
        "số sở sử sửa sự tham thanh thay theo thi thiên thiết thiếu thiểu thiện thoát thoả thu thuận thuật "
        "thuế thuộc thuỷ thành thác thái tháng thêm thích thôn thông thương thướng thường thượng thải thấp "
        "thẩm thế thể thị thỏa thống thời thủ thủy thứ thức thử thực ti tin tiên tiêu tiến tiếp tiết tiền "
        "toàn toán tra triển triệu trong trung trái tránh trên trình trí trúc trương trước trường trưởng "
        "trạm trạng trọng trồng trợ trừ trữ trực tuyên tuyến tài tàu tác tâm tây tên tình tích tính tôn túc "
        "tăng tư tương tướng tượng tại tạm tạo tất tập tế tỉ tỉnh tố tốc tồn tổ tổng tục từ tự tỷ uy uỷ vai "
        "vay vi viên việc viện và vành vì vòng vùng văn vĩnh vướng vượt vấn vẫn vận vật về vệ vị vốn với vụ "
        "vững vực xanh xe xem xin xoá xung xuất xác xây xã xét xóa xúc xử yên yêu yếu án áp ích ít ông ý đa "
        "điều điểm điện đoạn đào đáng đánh đây đã đó đô đông đúng đăng đơn đưa đường được đại đạo đạt đất "
        "đầu đến đề đều để địa định đối đồng đổi độ đội động đợt đủ đức ưu ương ảnh ổn ủy ứng"
    )
)
TONES = {"": "ngang", "\u0300": "huyền", "\u0309": "hỏi", "\u0303": "ngã", "\u0301": "sắc", "\u0323": "nặng"}
_STOPS = ("c", "ch", "k", "p", "t")
_FITTING_STOPS = ("\u0301", "\u0323")
_VOWELS = "aăâeêioôơuưy"
_NUCLEUS = re.compile(f"[{_VOWELS}]+")
_EITHER_WAY = frozenset(("oa", "oe", "uy"))  # hòa or hoà, khỏe or khoẻ, thủy or thuỷ


@lru_cache(maxsize=32768)
def is_syllable(word: str) -> bool:
    """Whether `word` is spelt as one Vietnamese syllable, in either case and either style of the tone mark."""
    marks = unicodedata.normalize("NFD", word.lower())
    bare = unicodedata.normalize("NFC", "".join(c for c in marks if c not in TONES))
    tones = [c for c in marks if c in TONES]
    if len(tones) > 1:
        return False
    tone = tones[0] if tones else ""
    for cut in (3, 2, 1, 0):
        onset, rhyme = bare[:cut], bare[cut:]
        known = rhyme in RHYMES and (not onset or onset in ONSETS) and len(onset) == cut
        if known and _tone_fits(rhyme, tone) and (not tone or _well_placed(word.lower(), onset, rhyme)):
            return True
    return False


def _tone_fits(rhyme: str, tone: str) -> bool:
    return not rhyme.endswith(_STOPS) or tone in _FITTING_STOPS


def _well_placed(word: str, onset: str, rhyme: str) -> bool:
    letters = unicodedata.normalize("NFC", word)
    at = next(i for i, c in enumerate(letters) if any(m in TONES for m in unicodedata.normalize("NFD", c)))
    return at - len(onset) in tone_places(rhyme)


def tone_places(rhyme: str) -> tuple[int, ...]:
    """Where in the rhyme the tone mark may stand, the old style first."""
    found = _NUCLEUS.match(rhyme)
    vowels = found[0] if found else ""
    marked = [i for i, vowel in enumerate(vowels) if vowel in "ăâêôơư"]
    if marked:
        return (marked[-1],)
    if len(vowels) == 1:
        return (0,)
    if len(vowels) > 2 or len(rhyme) > len(vowels):
        return (1,)
    return (0, 1) if vowels in _EITHER_WAY else (0,)


def every_syllable() -> Iterator[str]:
    """All spellings this module accepts, in small letters, old style of the tone mark."""
    for onset in ("", *ONSETS):
        for rhyme in sorted(RHYMES):
            for tone in TONES:
                if _tone_fits(rhyme, tone):
                    place = len(onset) + tone_places(rhyme)[0] + 1
                    word = onset + rhyme
                    yield unicodedata.normalize("NFC", word[:place] + tone + word[place:])
