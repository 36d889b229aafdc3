"""Parquet and Hugging Face folders in the programs that people read them with."""

import importlib.metadata
import os
import shutil
import tempfile
from pathlib import Path

from expected import all_facts, same

TABLES = ("documents", "entries", "mentions")
COLUMNS = ("file", "type", "start", "end", "quote", "value", "verdict", "reviewer", "rule")
version = importlib.metadata.version


def check_rows(reader, rows, documents):
    """Rows of mentions as dictionaries, in any order."""
    key = lambda facts: tuple(str(fact) for fact in facts)
    got = sorted((tuple(row[column] for column in COLUMNS) for row in rows), key=key)
    same(reader, got, sorted(all_facts(documents), key=key))
    print(f"parquet: {len(got)} mentions in {reader} {version(reader)}")


def check_pyarrow(folder, documents):
    import pyarrow.dataset
    import pyarrow.parquet

    tables = {name: pyarrow.parquet.read_table(folder / "parquet" / f"{name}.parquet") for name in TABLES}
    same("documents", tables["documents"]["text"].to_pylist(), [d.text for d in documents])
    same("leads", tables["mentions"]["lead"].to_pylist(), [d.lead(m) for d in documents for m in d.mentions])
    entries = [(d.path, n["start"], n["end"], d.text[n["start"]:n["end"]], n["tags"], n["note"], n["status"]) for d in documents for n in d.entries]
    columns = ("file", "start", "end", "quote", "tags", "note", "status")
    same("entries", (tuple(row[c] for c in columns) for row in tables["entries"].to_pylist()), entries)
    check_rows("pyarrow", tables["mentions"].to_pylist(), documents)
    dates = [row for row in tables["mentions"].to_pylist() if row["type"] == "date" and len(row["value"]) == 10]
    assert dates and all(row["date_from"].isoformat() == row["value"] for row in dates), "days"
    parted = pyarrow.dataset.dataset(folder / "parquet-by-period" / "mentions", partitioning="hive").to_table().to_pylist()
    check_rows("pyarrow", parted, documents)
    for row in parted:
        assert row["period"] == (row["period_from"] and row["period_from"].isoformat()[:7]), row


def check_duckdb(folder, documents):
    import duckdb

    connection = duckdb.connect()
    for where in ("parquet/mentions.parquet", "parquet-by-period/mentions/*/*.parquet"):
        query = f"select * from read_parquet('{folder}/{where}')"
        result = connection.execute(query)
        names = [column[0] for column in result.description]
        check_rows("duckdb", [dict(zip(names, row)) for row in result.fetchall()], documents)
    wrong = connection.execute(
        f"""select count(*) from read_parquet('{folder}/parquet/mentions.parquet') m join read_parquet('{folder}/parquet/documents.parquet') d
        using (file) where substring(d.text, m.start + 1, m."end" - m.start) <> m.quote""").fetchone()[0]
    assert wrong == 0, f"{wrong} quotes are not what stands in the text"


def check_polars(folder, documents):
    import polars

    check_rows("polars", polars.read_parquet(folder / "parquet" / "mentions.parquet").to_dicts(), documents)
    parted = polars.read_parquet(folder / "parquet-by-period" / "mentions" / "**" / "*.parquet", hive_partitioning=True)
    check_rows("polars", parted.to_dicts(), documents)


def check_spark(folder, documents):
    if not shutil.which("java"):
        print("parquet: pyspark skipped, there is no java")
        return
    from pyspark.sql import SparkSession

    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    with tempfile.TemporaryDirectory() as scratch:
        settings = {"spark.ui.enabled": "false", "spark.sql.warehouse.dir": scratch, "spark.local.dir": scratch,
                    "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
        builder = SparkSession.builder.master("local[2]").appName("piyue")
        for name, value in settings.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        for name in ("parquet/mentions.parquet", "parquet-by-period/mentions"):
            rows = session.read.parquet(str(folder / name)).collect()
            check_rows("pyspark", [row.asDict() for row in rows], documents)
        session.stop()


def check_datasets(folder, documents):
    with tempfile.TemporaryDirectory() as cache:
        os.environ |= {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "HF_HOME": cache, "HF_DATASETS_CACHE": cache}
        import datasets

        datasets.disable_progress_bars()
        loaded = {name: datasets.load_dataset(str(folder / "hf"), name, split="train") for name in TABLES}
        assert datasets.load_dataset(str(folder / "hf"), split="train").num_rows == len(documents), "the default is the documents"
        texts = {row["file"]: row["text"] for row in loaded["documents"]}
        for row in loaded["mentions"]:
            assert texts[row["file"]][row["start"]:row["end"]] == row["quote"], row
        assert loaded["entries"].num_rows == sum(len(d.entries) for d in documents)
        check_rows("datasets", loaded["mentions"], documents)


CHECKS = {"pyarrow": check_pyarrow, "duckdb": check_duckdb, "polars": check_polars, "datasets": check_datasets, "pyspark": check_spark}
