"""Each way out of a base is opened on purpose, one after the other: the leak scan stops the build every time."""

from __future__ import annotations

import pytest

from kb.model.kinds import Audience
from kb.workspace import Built, Workspace
from tests.leaks.canary_base import CANARY, canary_base
from tests.leaks.holes import HOLES, TODAY, leaks_through


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KB_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        made = Workspace(canary_base(tmp_path_factory.mktemp("canaries") / "base"))
        built = made.build(Audience.PUBLIC, TODAY)
        assert isinstance(built, Built)
        return made


QUICK = ("every entry", "Chinese title", "fenced part", "pseudonym", "search data", "picture")


@pytest.mark.parametrize("name", [one if one in QUICK else pytest.param(one, marks=pytest.mark.slow) for one in HOLES])
def test_a_site_that_says_a_secret_is_not_put_in_place(workspace: Workspace, name: str) -> None:
    leaks = leaks_through(workspace, HOLES[name])
    assert any(HOLES[name].file in leak.path for leak in leaks), leaks
    site = workspace.root / "build/public/site"
    assert not [path for path in site.rglob("*.*") if CANARY.encode() in path.read_bytes().lower()]
