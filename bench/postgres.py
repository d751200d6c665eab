"""How the questions of the app grow on PostgreSQL: the same on a ledger and on one ten times its size.

python -m bench.postgres [ARTICLES]      default: 20000 articles (five figures each); the smaller one holds a tenth
"""

from __future__ import annotations

import argparse
import time

from sqlalchemy import Engine, text

from bench.ledger import make
from store.engine import open_ledger
from tests.postgres import fresh_database
from tests.store.queries.plans import questions, read_whole, sent_by

TIMES = 3


def measured(articles: int) -> tuple[dict[str, float], dict[str, set[str]]]:
    """Return milliseconds of each question on a new ledger, and the large tables it reads whole."""
    url = fresh_database()
    make(url, articles, max(20, articles // 50))
    engine: Engine = open_ledger(url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
        size = connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
        figures = connection.execute(text("SELECT count(*) FROM figures")).scalar_one()
        largest = "SELECT incident_id FROM figure_links GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
        incident = connection.execute(text(largest)).scalar_one()
        article = connection.execute(text("SELECT article_id FROM figures LIMIT 1")).scalar_one()
    print(f"{articles} articles, {figures} figures, {size / articles:.0f} bytes an article")
    times, whole = {}, {}
    for name, ask in questions(incident, article).items():
        taken = []
        for _ in range(TIMES):
            began = time.monotonic()
            sent = sent_by(engine, ask)
            taken.append(time.monotonic() - began)
        times[name] = min(taken) * 1000
        with engine.connect() as connection:
            whole[name] = set().union(*(read_whole(connection, one) for one in sent))
    engine.dispose()
    return times, whole


def main() -> None:
    """Print the times of both and how they grow."""
    reader = argparse.ArgumentParser()
    reader.add_argument("articles", type=int, nargs="?", default=20_000)
    articles = reader.parse_args().articles
    small, _ = measured(articles // 10)
    large, whole = measured(articles)
    for name, milliseconds in sorted(large.items(), key=lambda item: -item[1]):
        read = ", ".join(sorted(whole[name])) or "-"
        growth = f"{small[name]:8.1f} {milliseconds:8.1f} ms {milliseconds / small[name]:6.1f} x"
        print(f"{name:12} {growth}  reads whole: {read}")


if __name__ == "__main__":
    main()
