"""Navigation of the app. Served by `claimline app`; the pages are in views/."""

from __future__ import annotations

import streamlit as st

from views import frame, style
from views.pages import entitle, pages

st.set_page_config(page_icon=style.ICON, layout="wide")
current = st.navigation(pages(), position="top")
entitle(current.title)
frame.draw(current.run)
