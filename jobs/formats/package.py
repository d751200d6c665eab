"""The descriptor of an export as a Data Package (specs.frictionlessdata.io): types, constraints, hashes, licence."""

from __future__ import annotations

from typing import Any

from store.exports import Column, Export, Kind

TYPES: dict[Kind, str] = {
    "text": "string",
    "list": "string",
    "number": "number",
    "count": "integer",
    "truth": "boolean",
    "moment": "datetime",
    "date": "string",
}
PARTIAL_DATE = r"\d{4}(-\d{2}(-\d{2}([T ].*)?)?)?"
LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0; quotes remain with their publishers",
}
MEDIA = {"jsonl": "application/jsonl", "parquet": "application/vnd.apache.parquet"}


def field(name: str, column: Column) -> dict[str, Any]:
    """Return the description of one column."""
    described: dict[str, Any] = {"name": name, "type": TYPES[column.kind], "description": column.meaning}
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = [str(choice) for choice in column.choices]
    if column.kind == "count":
        constraints["minimum"] = 0
    if column.kind == "date":
        constraints["pattern"] = PARTIAL_DATE
    if column.kind == "truth":
        described |= {"trueValues": ["true"], "falseValues": ["false"]}
    return described | ({"constraints": constraints} if constraints else {})


def schema(item: Export, names: set[str]) -> dict[str, Any]:
    """Return the table schema of an export; links go to the exports in `names`."""
    found: dict[str, Any] = {
        "fields": [field(name, column) for name, column in item.columns.items()],
        "missingValues": [""],
    }
    if item.key and all(item.columns[name].required for name in item.key):
        found["primaryKey"] = list(item.key)
    links = [
        {"fields": [column], "reference": {"resource": resource, "fields": [target]}}
        for column, (resource, target) in (item.links or {}).items()
        if resource in names
    ]
    return found | ({"foreignKeys": links} if links else {})


def table(item: Export, names: set[str], size: int, digest: str, *, excel: bool) -> dict[str, Any]:
    """Return the resource of a CSV file."""
    return {
        "name": item.name,
        "title": item.title,
        "path": f"{item.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig" if excel else "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "bytes": size,
        "hash": f"sha256:{digest}",
        "schema": schema(item, names),
    }


def other(item: Export, suffix: str, size: int, digest: str) -> dict[str, Any]:
    """Return the resource of the same rows in another format, described as a file with its fields."""
    name, path = item.name, f"{item.name}.{suffix}"
    return {
        "name": f"{name}-{suffix}",
        "path": path,
        "profile": "data-resource",
        "type": "file",
        "format": suffix,
        "mediatype": MEDIA[suffix],
        "bytes": size,
        "hash": f"sha256:{digest}",
        "schema": {"fields": [field(key, column) for key, column in item.every.items()]},
    }


def package(
    snapshot: str, version: str, chosen: dict[str, Any], resources: list[dict[str, Any]], sources: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return the whole descriptor."""
    return {
        "profile": "data-package",
        "name": "claimline",
        "id": snapshot,
        "title": "Claimed figures on AI model extraction, reconciled by independent origin",
        "description": "Who claims what figure about whom. See codebook.md, limits.md and manifest.json.",
        "version": version,
        "keywords": ["AI", "model extraction", "distillation", "claims", "provenance"],
        "licenses": [LICENCE],
        "sources": sources,
        "claimline": {"snapshot": snapshot, "filters": chosen},
        "resources": resources,
    }
