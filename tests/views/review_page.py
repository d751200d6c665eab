"""The review page as a person uses it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from store import judgements

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60


def opened(**state: str) -> AppTest:
    """Return the page after its first run."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=SECONDS).run()
    for key, value in state.items():
        app.query_params[key] = value
    return app.switch_page("views/review.py").run()


def named(**state: str) -> AppTest:
    """Return the page of a reviewer who gave a name."""
    app = opened(**state)
    return app.text_input(key="review-name").set_value(" Ada Reed ").run()


def press(app: AppTest, label: str) -> AppTest:
    """Press the first button of a label."""
    return next(button for button in app.button if button.label == label).click().run()


def shown(app: AppTest) -> str:
    """Return the text of the page."""
    return "\n".join(str(getattr(item, "body", getattr(item, "value", ""))) for item in app.main)


def log(engine: Engine) -> list[judgements.Entry]:
    """Return the log."""
    with engine.connect() as connection:
        return judgements.entries(connection, 10)
