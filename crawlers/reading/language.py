"""The language of a text: by its script where that decides, by statistics over its letters where it does not."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Any

LATIN = ("en", "de", "fr", "es", "pt", "it", "tr", "vi")
VIETNAMESE = frozenset("ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")
UKRAINIAN = frozenset("іїєґ")
RUSSIAN = frozenset("ыэъё")
SIMPLIFIED = frozenset(
    "国来时会们说对开关过还进发现这个为与业东两严丧丰临义乐习书买乱争于亏云产亲亿仅从仓价众优伤传伦伪体余侧债倾储儿兑兰兴养兽内冲决况净减几凤凭凯击创别刘则刚删剂剑剧劝办务动励劲劳势华协单卖"
    "卢卫却厂厅历厉压厌县参双变叙叶号叹吁吗听启吴员响问团园围图圆圣场块坏坚坛坝坟坠垄垒垦垫墙壮声处备复够头夹夺奋奖妇妈娱学宁宝实宠审宪宫宽宾寝导寿将尔尘尝层属岁岂岗岛岭币帅师帐带帮广庆库应废归录彻径忆忧怀态总恋恒恳恶惊惧惩惯愤愿战户执扩扫扬扰抚抛抢护报担拟拥择挂挡据损换捞掷揽携摄摆摇"
)
TRADITIONAL = frozenset(
    "國來時會們說對開關過還進發現這個為與業東兩嚴喪豐臨義樂習書買亂爭於虧雲產親億僅從倉價眾優傷傳倫偽體餘側債傾儲兒兌蘭興養獸內衝決況淨減幾鳳憑凱擊創別劉則剛刪劑劍劇勸辦務動勵勁勞勢華協單賣"
    "盧衛卻廠廳歷厲壓厭縣參雙變敘葉號嘆籲嗎聽啟吳員響問團園圍圖圓聖場塊壞堅壇壩墳墜壟壘墾墊牆壯聲處備復夠頭夾奪奮獎婦媽娛學寧寶實寵審憲宮寬賓寢導壽將爾塵嘗層屬歲豈崗島嶺幣帥師帳帶幫廣慶庫應廢歸錄徹徑憶憂懷態總戀恆懇惡驚懼懲慣憤願戰戶執擴掃揚擾撫拋搶護報擔擬擁擇掛擋據損換撈擲攬攜攝擺搖"
)
ONLY_SIMPLIFIED = SIMPLIFIED - TRADITIONAL
ONLY_TRADITIONAL = TRADITIONAL - SIMPLIFIED
SAMPLE = 3_000  # characters looked at for the script
WORDS = 700  # characters of words looked at where the script does not decide
NOT_WORDS = re.compile(r"[^\w'’]+|[\d_]+")


def detect(text: str) -> str | None:
    """Return the BCP 47 code of the language `text` is written in, or None where it has too few letters to tell."""
    sample = text[:SAMPLE].lower()
    scripts: Counter[str] = Counter()
    for letter, number in Counter(sample).items():
        if letter.isalpha():
            scripts[_script(letter)] += number
    total = scripts.total()
    if total < 4:
        return None
    han, kana, hangul = scripts["han"], scripts["kana"], scripts["hangul"]
    if hangul * 5 > total:
        return "ko"
    if kana * 10 > total or (kana > 3 and kana * 6 > han and han * 5 > total):
        return "ja"
    if han * 5 > total:
        return _chinese(sample)
    if scripts["arabic"] * 3 > total:
        return "ar"
    if scripts["cyrillic"] * 3 > total:
        return _cyrillic(sample)
    return _latin(sample, total)


@lru_cache(maxsize=8192)
def _script(letter: str) -> str:
    code = ord(letter)
    if 0x3040 <= code <= 0x30FF or 0x31F0 <= code <= 0x31FF:
        return "kana"
    if 0x3400 <= code <= 0x9FFF or 0x20000 <= code <= 0x323AF or 0xF900 <= code <= 0xFAFF:
        return "han"
    if 0xAC00 <= code <= 0xD7AF or 0x1100 <= code <= 0x11FF or 0x3130 <= code <= 0x318F:
        return "hangul"
    if 0x0600 <= code <= 0x06FF or 0x0750 <= code <= 0x077F or 0xFB50 <= code <= 0xFEFF:
        return "arabic"
    if 0x0400 <= code <= 0x052F:
        return "cyrillic"
    return "latin"


def _chinese(sample: str) -> str:
    simplified = sum(letter in ONLY_SIMPLIFIED for letter in sample)
    traditional = sum(letter in ONLY_TRADITIONAL for letter in sample)
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _cyrillic(sample: str) -> str:
    ukrainian = sum(letter in UKRAINIAN for letter in sample)
    russian = sum(letter in RUSSIAN for letter in sample)
    return "uk" if ukrainian > russian else "ru"


def _latin(sample: str, letters: int) -> str | None:
    marked = sum(letter in VIETNAMESE for letter in sample)
    if marked * 25 > letters:
        return "vi"
    if letters < 12:
        return None
    code, _ = _identifier().classify(NOT_WORDS.sub(" ", sample).strip()[:WORDS])
    return str(code)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(LATIN))
    return identifier
