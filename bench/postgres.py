"""How the questions of the app grow on PostgreSQL: the same on a ledger and on one a hundred times its size.

python -m bench.postgres [ARTICLES]      default: 2000 articles of the smaller one, five figures each

PostgreSQL itself multiplies the rows of the smaller one; every third copy stays in the incident it is from, so that the
largest incident grows with the ledger.
"""

from __future__ import annotations

import argparse
import time

from sqlalchemy import Engine, text

from bench.ledger import make
from store.engine import open_ledger
from tests.postgres import fresh_database
from tests.store.queries.large import Times, multiply
from tests.store.queries.plans import questions, read_whole, sent_by

TIMES = 3
LARGER = 100
VALUE = text("SELECT measure, accused FROM reconciled WHERE incident_id = :incident ORDER BY articles DESC, 1 LIMIT 1")


def measured(engine: Engine) -> tuple[dict[str, float], dict[str, set[str]]]:
    """Return milliseconds of each question, and the large tables it reads whole."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
        size = connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
        articles, figures = (
            connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in ("articles", "figures")
        )
        largest = "SELECT incident_id FROM figure_links GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
        incident = connection.execute(text(largest)).scalar_one()
        article = connection.execute(text("SELECT article_id FROM figures LIMIT 1")).scalar_one()
        value = connection.execute(VALUE, {"incident": incident}).one()
    print(f"{articles} articles, {figures} figures, {size / articles:.0f} bytes an article")
    times, whole = {}, {}
    for name, ask in questions(incident, article, (value.measure, value.accused)).items():
        taken = []
        for _ in range(TIMES):
            began = time.monotonic()
            sent = sent_by(engine, ask)
            taken.append(time.monotonic() - began)
        times[name] = min(taken) * 1000
        with engine.connect() as connection:
            whole[name] = set().union(*(read_whole(connection, one) for one in sent))
    return times, whole


def main() -> None:
    """Print the times of both and how they grow."""
    reader = argparse.ArgumentParser()
    reader.add_argument("articles", type=int, nargs="?", default=2_000)
    articles, url = reader.parse_args().articles, fresh_database()
    make(url, articles, max(20, articles // 50))
    engine = open_ledger(url)
    small, _ = measured(engine)
    multiply(engine, Times(LARGER, LARGER, LARGER))
    large, whole = measured(engine)
    engine.dispose()
    for name, milliseconds in sorted(large.items(), key=lambda item: -item[1]):
        read = ", ".join(sorted(whole[name])) or "-"
        growth = f"{small[name]:8.1f} {milliseconds:8.1f} ms {milliseconds / small[name]:6.1f} x"
        print(f"{name:22} {growth}  reads whole: {read}")


if __name__ == "__main__":
    main()
