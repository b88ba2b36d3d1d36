"""The words by which advice is told to be a wish or a deed, in English and Chinese. Patterns only; see `vagueness`.

`DEGREE` says how well or how much without a measure: no date makes "communicate better by Friday" a deed. `SOFT` are
verbs that name no deed by themselves: with a date, a number or an event they may do. `DEED` is something that one can
see a person do. `ANCHOR` is a date, a number, an event or a limit that can be checked.
"""

from __future__ import annotations

import re


def _any(*lines: str) -> str:
    return "|".join(part.strip() for line in lines for part in line.split(",") if part.strip())


def _english(*lines: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(*lines)})\b", re.IGNORECASE)


EN_DEGREE = _english(
    r"better, best, stronger, closer, faster, earlier, sooner, clearer, fewer surprises",
    r"(?:more|very|as|so|too) (?:care|close|active|effective|clear|proactive|quick|thorough|regular|open|serious)\w*",
    r"more (?:agile|flexible|transparent|systematic|meaningful|realistic|structured|professional|training|testing)",
    r"more (?:communication|cooperation|support|time|attention|resources|planning|involvement|meetings|coordination)",
    r"(?:test|train|plan|cooperate|communicate|document|invest|share|listen|talk)(?: much)? more, much more, more often",
    r"carefully, properly, thoroughly, closely, actively, effectively, seriously, promptly, adequately, sufficiently",
    r"appropriately, regularly, (?<!how )quickly, systematically, realistically, proactively, clearly, smoothly, (?<!as )well",
    r"adequate, sufficient, appropriate, suitable, proper, realistic, enough (?!to\b), necessary, unnecessary, optimal",
    r"good, great, close contact, regular, clear (?!text), careful, aware, flexible, transparent, timely, with care",
    r"the right \w+, right the first time, important things, as soon as possible, in time, on time, where possible",
    r"where appropriate, early and often, (?:at|from) an early stage, early enough, last-minute, plan ahead, start early",
    r"under control, keep an eye, up to date, on the same page, a priority, customer first",
)
EN_SOFT = _english(
    r"improv(?:e|ing), strengthen(?:ing)?, enhanc(?:e|ing), optimi[sz](?:e|ing), streamlin(?:e|ing), simplif(?:y|ying)",
    r"ensur(?:e|ing), make sure, try to, strive, focus on, pay attention, attention to, rais(?:e|ing) awareness",
    r"awareness, increase, foster(?:ing)?, encourag(?:e|ing), promot(?:e|ing), creat(?:e|ing) a culture, culture of",
    r"motivat(?:e|ing), trust, buy-in, expectations, ownership, team spirit, mindset, focus on value, success criteria",
    r"communicat(?:e|ing|ion), cooperat(?:e|ing|ion), collaborat(?:e|ing|ion), coordinat(?:e|ing|ion), align(?:ing|ment)?",
    r"involv(?:e|ed|ing|ement), engag(?:e|ed|ing|ement), consider(?:ing)?, understand(?:ing)?, understood, prioriti[sz]e",
    r"listen(?:ing)?, learn(?:ing)? from, standardi[sz]e, monitor(?:ing)?, deal with",
    r"manag(?:e|ed|ing), follow up, escalate, avoid, do not underestimate, don't forget, never forget",
    r"stay(?:ing)?, maintain(?:ing)?, keep everyone, keep (?:the|our) \w+ informed, double-check, share knowledge",
    r"take into account, tak(?:e|ing) \w+ concerns, cultural, open discussion, risk management, change management",
    r"(?:should|must|needs? to) (?:be|support|handle|address|reduce)",
)
EN_OPENING = re.compile(
    r"^\W*(?:allocate|clarify|respond|establish|adopt|plan|prepare|be|support|handle|address|reduce|provide)\b", re.I
)
EN_DEED = _english(
    r"(?:invite|book|ask|write|send|sign|print|count|publish|name|draw|list|measure|record|freeze|post|reject)[sd]?",
    r"(?:call|label|read|translate|assign|hire|rehearse|cancel|turn off|delete|limit|track|tick|stop|note)[sd]?",
    r"(?:copy|copies|interview|store|order|compare|offer|collect|split|repeat)s?, opens? (?!discussion), closes? (?:each|the|it)",
    r"(?:sent|written|wrote|drawn|signed|asked|called|printed|posted|labelled|tells?|shows?|brings?|buys?), puts? (?!\w+ \w+ first), pays? (?!\w* ?attention), pages? the, initial (?:it|the)",
    r"(?:hold|holds|held|run|runs|add|adds|move|moves|install|attach|mark|phone|visit|vote)s?",
    r"sign off, signs off, have \w+ (?:check|sign|review|read), let \w+ (?:check|sign|read|run|write)",
    r"one page, in writing, by name, column, checklist, register, (?:weekly|daily|monthly) (?:call|mail|meeting|report)",
)
EN_ANCHOR = _english(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?, (?:january|february|march|april|june|july|august|september)",
    r"(?:october|november|december), (?:every|each) (?:day|week|month|quarter|morning|evening|sprint|phase|release)",
    r"weekly, daily, monthly, within, the same day, on the day, (?:the|each|every) (?:first|last|evening|morning|day|week)",
    r"\d+(?:[.:]\d+)?\s?%?, (?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty)",
    r"as soon as (?!possible)\w+, (?:before|after|until|unless) (?:the|a|an|any|it|you|we|each|every)",
    r"at least, at most, no more than",
)

ZH_DEGREE = re.compile(
    _any(
        "加强, 强化, 提升, 优化, 完善, 增强, 加大, 加快, 细化, 健全, 规范, 深化, 改进, 巩固, 夯实, 改善",
        "提高(?!到|至), 重视, 注重, 注意, 关注, 关心, 合理, 充分, 及时, 尽早, 尽快, 尽量, 尽可能, 积极, 认真, 切实",
        "适当, 适时, 适度, 适合, 合适, 恰当, 良好, 有效, 足够, 充足, 密切, 妥善, 灵活, 真正, 努力, 不断, 进一步, (?<!变)更(?![新换改正名迭衣])",
        "严格, 严把, 把好, 把控, 仔细, 谨慎, 深入, 扎实, 做细, 做实, 抓好, 抓实, 抓住, 到位, 落到实处, 落地, 高效, 顺利",
        "做好(?!的), 做足, 多(?=与|和|跟|向|听|做|沟通|关注|汇报|交流|倾听|总结|了解|学习|花), 勤, 早(?=沟通|介入|准备|规划)",
        "常(?=沟通|联系), 提前(?=做|与|和|安排|沟通|准备|规划|介入|谋划), 定期, 常态化, 反复, 主动, 更多, 一些, 明确",
        "尽力, 全力, 大力, 高度, 全局, 口号, 统筹, 务必重视, 敢于, 切忌, 避免, 保持, 保证, 确保, 准确性, 切合实际",
    )
)
ZH_SOFT = re.compile(
    _any(
        "沟通, 协作, 协同, 配合, 合作, 支持, 理解, 认识, 意识, 责任, 氛围, 凝聚力, 执行力, 态度, 形成合力, 口径",
        "总结, 复盘, 改进, 反馈, 推动, 推进, 跟进, 监督, 管理, 管控, 识别, 调整, 授权, 应对, 处理, 控制, 了解, 预留",
        "参与, 投入, 争取, 倾听, 学习, 营造, 发挥, 落实, 建立, 明确, 以客户为中心, 用户的?角度, 方式方法, 实效",
        "信息透明, 知识沉淀, 凡事预则立, 各项, 相关, 有计划",
    )
)
ZH_DEED = re.compile(
    _any(
        "邀请, 请(?!求), 发给, 发出, 发到, 抄送, 签署, 签字, 签收, 签好, 签(?=完|合同), 写, 预订, 登记, 打印, 打勾, 念, 贴",
        "统计, 打电话, 电话会, 访谈, 退回, 取消, 列出, 列表, 列一, 画, 问(?!题|卷), 冻结, 停止, 指定, 拆成, 译成, 翻译, 配一名",
        "放在, 放一, 交给, 递交, 告诉, 通知, 导入, 盘点, 核对, 核实, 试填, 演练, 排练, 邮件, 标出, 命名, 开通, 接听, 带上",
        "删除, 关闭, 报警, 投票, 一票, 收集, 记录, 记下, 对照, 评审, 上报客户经理, 申请, 下单, 订好, 先订, 签到, 重开",
        "一页, 检查表, 清单, 模板, 编号, 表格, 开一?场, 开(?=复盘会|评审会|站会|说明会)",
    )
)
ZH_ANCHOR = re.compile(
    _any(
        r"\d, [一二两三四五六七八九十百]+(?:个|名|次|位|天|周|月|年|小时|分钟|页|份|场|家|台|条|张|人|成|倍|日|点|款)",
        "每(?:天|日|周|月|季|个|次|位|隔|场|家|名), 周[一二三四五六日末], 当天, 当晚, 当场, 当日, 当周, 前一天, 第[一二三四五六七八九十]",
        "[^目当此提]前(?=[^期])[^，。]*(?:签|请|完成|确认|测|做), 超过, 不超过, 至少, 至多, 以内, 之内, 之前, 以前, 之后, 就请, 截止, 月底, 年底",
    )
)
