"""Pages about model extraction are told from their neighbours, in every language."""

from __future__ import annotations

import pytest

import nlp
from crawlers.page import text_article
from nlp.languages import Topic, codes, load
from nlp.relevance import KINDS

RELEVANT = {
    "en": "Fennwick accuses two rivals of cloning its assistant. The Leeds developer said 31,000 false accounts had put "
    "4.2 million questions to Larkspur, its language model, and used the answers to train a competing product.",
    "en-court": "In a complaint filed on Tuesday, Oakmere Models says Dunmore Systems breached its terms of service by "
    "harvesting 2.6 million replies of its model Petrel and training a rival on them.",
    "en-policy": "The ministry issued guidance on unauthorised distillation. It says that foreign entities extract the "
    "capabilities of domestic AI models through proxy accounts, and asks providers to report model theft.",
    "en-denial": "Dunmore Systems denied on Friday that it had copied Petrel, a rival's language model.",
    "de": "Das Münchner Unternehmen Aurikel wirft Talwind vor, sein Sprachmodell Enzian über 5200 Scheinkonten "
    "ausgefragt und mit den Antworten ein eigenes Modell trainiert zu haben. Talwind bestreitet das.",
    "fr": "La société Brumaire accuse Cap Corail d’avoir siphonné son modèle Mistigri au moyen de 7 000 faux comptes et "
    "de 2,4 millions de requêtes. Cap Corail dément.",
    "es": "La empresa Quebracho denunció que Tres Puentes copió su modelo Ceibo con 8.100 cuentas falsas y 3,5 millones "
    "de consultas. Tres Puentes lo niega.",
    "pt": "A Umbuzeiro acusa a Maré Alta de copiar o modelo Caju com 6.300 contas falsas e 2,8 milhões de requisições. "
    "A Maré Alta nega.",
    "it": "La società Ginestra accusa Porto Chiaro di aver copiato il modello Rondine con 4.900 account falsi e 1,9 "
    "milioni di richieste. Porto Chiaro smentisce.",
    "tr": "Ankara merkezli Kardelen, Mavi Koy şirketini dil modeli Turna’yı 5.400 sahte hesapla izinsiz kopyalamakla "
    "suçladı. Mavi Koy iddiaları reddetti.",
    "ru": "Компания «Берёзка Софт» обвинила «Северный ключ» в копировании языковой модели «Снегирь»: 5,6 тыс. "
    "поддельных аккаунтов отправили 2,1 млн запросов. «Северный ключ» отрицает это.",
    "uk": "Компанія «Смерека» звинуватила «Тихий берег» у копіюванні мовної моделі «Лелека»: 4,7 тис. фальшивих "
    "акаунтів надіслали 1,8 млн запитів. «Тихий берег» заперечує.",
    "ar": "اتهمت شركة «نخيل» منافستها «مرفأ» باستخراج قدرات نموذجها اللغوي «هدهد» عبر ٥٢٠٠ حساب وهمي و٢٫٣ مليون استعلام. "
    "ونفت «مرفأ» الاتهام.",
    "vi": "Công ty Sen Hồng cáo buộc Biển Xanh sao chép trái phép mô hình ngôn ngữ Chích Bông bằng 5.100 tài khoản giả "
    "và 2,2 triệu truy vấn. Biển Xanh phủ nhận.",
    "zh": "青松科技指控远帆智能擅自蒸馏其大模型“白鹭”，称对方用5200个虚假账户发出230万次提问。远帆智能否认。",
    "zh-Hant": "青松科技指控遠帆智能擅自蒸餾其大模型「白鷺」，稱對方用5200個假帳號發出230萬次提問。遠帆智能否認。",
    "ja": "青松テックは、遠帆ＡＩが偽アカウント5200件を使い、言語モデル「白鷺」の応答230万件を無断で収集して自社モデルの"
    "学習に使ったと発表した。遠帆ＡＩは否定している。",
    "ko": "청솔테크는 원범AI가 가짜 계정 5200개로 언어모델 '백로'의 답변 230만건을 무단으로 수집해 자사 모델을 학습시켰다고 "
    "주장했다. 원범AI는 부인했다.",
}
NEIGHBOURS = {
    "en-spirits": "The distillery copied an old pot still and was accused by neighbours of copying their gin. It sold "
    "24,000 casks and models its whisky on a lost recipe.",
    "en-research": "We distil our own model, with 70 billion parameters, into a student model. Knowledge distillation on "
    "1.2 million prompts kept 97 per cent of the answers that the teacher model got right.",
    "en-copyright": "Novelists sued Marlow AI on Tuesday. The complaint alleges that it copied 200,000 books from pirate "
    "sites without permission to train its language model, in breach of copyright.",
    "en-scraping": "The newspaper sued an AI company for scraping 3 million articles behind its paywall to train a model. "
    "The publisher alleges breach of its terms of use; the company denies it.",
    "en-breach": "Hackers stole 40,000 passwords of a chatbot's users in a data breach. The malware harvested logins; the "
    "regulator fined the firm.",
    "en-funding": "The AI lab closed a Series B at a valuation of $900 million. Its assistant answers 5 million questions "
    "a day and the company trains both its models itself.",
    "en-chips": "The department put 14 firms on the Entity List for smuggling AI chips. Officials accused them of "
    "violating export controls on 12,000 accelerators.",
    "en-launch": "Fennwick launched a new language model on Monday. It answers in 30 languages, costs $2 per million "
    "tokens and beats its rivals on a public benchmark.",
    "en-voice": "Police warn of scam calls in which an AI model clones a voice. The fraudsters took $40,000.",
    "de": "Die Brennerei kopiert einen alten Whisky. Ein Mitbewerber wirft ihr vor, 3000 Flaschen zu viel verkauft zu haben.",
    "de-forschung": "Wissensdestillation: Unser Schülermodell lernt aus 1,2 Millionen Antworten des eigenen Lehrermodells.",
    "fr": "La distillerie accuse un voisin d’avoir copié son gin. Elle a vendu 12 000 bouteilles de cognac.",
    "fr-auteurs": "Des auteurs et des éditeurs poursuivent une société d’intelligence artificielle : 90 000 livres auraient "
    "été copiés sans autorisation, au mépris du droit d’auteur.",
    "es": "La destilería fue multada: copió la etiqueta de un mezcal y vendió 12.000 botellas.",
    "pt": "O vazamento de dados expôs 40.000 senhas de clientes de um chatbot. A agência aplicou multa.",
    "it": "La distilleria accusa un concorrente di aver copiato la sua grappa: 12.000 bottiglie vendute.",
    "tr": "Damıtma tesisi, rakibini rakısının şişesini kopyalamakla suçladı; 12.000 şişe satıldı.",
    "ru": "Винокурня обвинила соседа в копировании рецепта виски. Продано 12 тыс. бутылок.",
    "uk": "Письменники звинуватили компанію у порушенні авторських прав: 12 тис. книг скопійовано для навчання моделі.",
    "ar": "اتهم مؤلفون شركة ذكاء اصطناعي بنسخ ٩٠ ألف من الكتب لتدريب نموذجها في انتهاك لحقوق النشر.",
    "vi": "Lò rượu bị tố sao chép nhãn rượu whisky của đối thủ, đã bán 12.000 chai.",
    "zh": "酒厂称其威士忌二次蒸馏，指控同行抄袭瓶身设计，去年卖出1600万瓶。",
    "ja": "蒸留所のウイスキーが無断で模倣されたとして提訴。昨年は12万本を販売した。",
    "ko": "증류식 소주를 베꼈다는 논란이 일었다. 지난해 1600만 병이 팔렸다.",
}


def relevant(name: str, text: str) -> bool:
    """Read a text in the language its name begins with."""
    lang = name if name == "zh-Hant" else name.partition("-")[0]
    return nlp.read(text_article(text, identity=name, lang=lang)).relevant


@pytest.mark.parametrize("name", RELEVANT)
def test_pages_on_the_matter_are_relevant(name: str) -> None:
    """Invented stories, one at least for each language."""
    assert relevant(name, RELEVANT[name])


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_neighbours_are_not(name: str) -> None:
    """Spirits, research, copyright, scraping, breaches, funding, chips, launches, cloned voices."""
    assert not relevant(name, NEIGHBOURS[name])


def test_irrelevant_pages_have_no_figures_and_no_events() -> None:
    """Their quantities are still read."""
    reading = nlp.read(text_article(NEIGHBOURS["en-copyright"], identity="x", lang="en"))
    assert reading.quantities
    assert not reading.figures
    assert not reading.events
    assert not reading.cases


@pytest.mark.parametrize("code", codes())
def test_every_language_has_words_of_every_kind(code: str) -> None:
    """A language without them would find nothing relevant and say nothing about it."""
    assert tuple(Topic.__dataclass_fields__) == KINDS
    assert all(getattr(load(code).topic, kind) for kind in KINDS)
