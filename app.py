"""Navigation of the app. Served by `claimline app`; the pages are in views/."""

from __future__ import annotations

import streamlit as st

from views import frame
from views.pages import pages

st.set_page_config(page_title="Claimline", layout="wide")
current = st.navigation(pages(), position="top")
if frame.begin():
    current.run()
