"""What kinds, states, phases and readers are called, in English and Chinese, for every face: the site, the terminal and
what is said at the code host.
"""

from __future__ import annotations

NAMES: dict[str, tuple[str, str]] = {
    "kind.lesson": ("Lesson", "经验"),
    "kind.practice": ("Practice", "实践"),
    "kind.case": ("Case", "案例"),
    "kind.salon": ("Salon", "沙龙"),
    "kind.person": ("Person", "人物"),
    "kind.project": ("Project", "项目"),
    "status.proposed": ("Proposed", "已提出"),
    "status.validated": ("Validated", "已核实"),
    "status.applied": ("Applied", "已应用"),
    "status.learned": ("Learned", "已学会"),
    "status.rejected": ("Rejected", "未采纳"),
    "status.superseded": ("Superseded", "已被取代"),
    "status.retired": ("Retired", "已停用"),
    "status.draft": ("Draft", "草稿"),
    "status.trial": ("On trial", "试行中"),
    "status.adopted": ("Adopted", "已采用"),
    "status.deprecated": ("No longer recommended", "不再推荐"),
    "status.published": ("Published", "已发布"),
    "phase.initiation": ("Initiation", "启动"),
    "phase.planning": ("Planning", "规划"),
    "phase.execution": ("Execution", "执行"),
    "phase.monitoring": ("Monitoring", "监控"),
    "phase.closing": ("Closing", "收尾"),
    "phase.operations": ("Operations", "运营"),
    "audience.public": ("public", "公开"),
    "audience.internal": ("internal", "内部"),
    "audience.restricted": ("restricted", "受限"),
}


def named(group: str, value: str, lang: str) -> str:
    """A value for a reader at a terminal: in Chinese by its name; in English, and without a name, as one types it."""
    known = NAMES.get(f"{group}.{value}") if lang == "zh" else None
    return known[1] if known else value
