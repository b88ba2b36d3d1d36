"""What may stand in front matter, as JSON Schema: generated from the table of fields, so it is never typed twice.

`kb schema` prints it for editors, the site publishes the same below `api/v1/schemas/front-matter/`.
"""

from __future__ import annotations

from typing import Any

from kb.model.kinds import Kind
from kb.parse.schema import SCHEMAS, fields_of

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def front_matter_schema(kind: Kind) -> dict[str, Any]:
    """What may stand in the front matter of a file of this kind, for editors that check while one writes."""
    return {
        "$schema": DRAFT,
        "title": f"Front matter of a {kind}",
        "type": "object",
        "properties": {key: one.schema() for key, one in sorted(fields_of(kind).items())},
        "patternProperties": {"^x_": {}},
        "required": sorted(SCHEMAS[kind].required),
        "additionalProperties": False,
    }
