"""`kb gate`: whether a contribution touches what only a maintainer may change, and whether one has agreed."""

from __future__ import annotations

import click

from kb.cli.declaring import declare, option
from kb.model.text import printable
from kb.workspace import Workspace

WORDS = {
    "data": ("it touches entries and pictures only", "只涉及条目和图片"),
    "maintainer": ("{by} is a maintainer", "{by} 是维护者"),
    "approved": ("{by} approved this state of it", "{by} 已批准当前版本"),
    "waiting": ("it touches what only a maintainer may change:", "涉及只有维护者才能改动的文件："),
    "incomplete": ("it touches more files than the host names; split it", "改动的文件太多，请拆分"),
    "moved": ("it has moved on since; the check of its newer state counts", "之后又有更新，以新版本的检查为准"),
    "next": (
        "A maintainer has to approve exactly this state of it; then this check is run again.",
        "需要维护者批准当前版本，之后重新运行这项检查。",
    ),
}  # fmt: skip


@declare(
    "gate",
    zh="区分贡献中的内容与代码。有代码改动时，在维护者同意之前退出码为 1。",
    examples=("kb gate --request request.json --files files.json --reviews reviews.json",),
)
@option(
    "--request",
    required=True,
    metavar="FILE",
    help="The pull request, as the host's API or event says.",
    zh="合并请求，取自平台的接口或事件。",
)
@option(
    "--files",
    required=True,
    metavar="FILE",
    help="Its changed files, as the host's API lists them.",
    zh="其中改动的文件，取自平台的接口。",
)
@option(
    "--reviews",
    required=True,
    metavar="FILE",
    help="Its reviews, as the host's API lists them.",
    zh="对它的评审，取自平台的接口。",
)
@option(
    "--commit",
    default="",
    metavar="SHA",
    help="The state that is asked about; another one does not pass.",
    zh="所问的提交；换成别的提交就不通过。",
)
@click.pass_obj
def command(obj: dict[str, str], request: str, files: str, reviews: str, commit: str) -> int:
    """Tell data from code in a contribution. Exits with 1 until a maintainer agreed to a change of code."""
    from kb.adapters.host_requests import contribution, given
    from kb.pipeline.gate import Verdict, verdict

    workspace = Workspace.open(obj["root"])
    asked = contribution(request, files)
    found = verdict(asked, given(reviews), workspace.settings.maintainers)
    if commit and asked.commit != commit:
        found = Verdict("moved", found.code)
    at = obj["lang"] == "zh"
    click.echo(WORDS[found.why][at].format(by=printable(found.by)))
    if found.passes:
        return 0
    for path in found.code:
        click.echo(f"  {printable(path)}")
    click.echo(WORDS["next"][at], err=True)
    return 1
