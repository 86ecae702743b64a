"""What other people's charters call our sections: headings in English and Russian, and the spot each one means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from enable_desktop.blocks import plain_text
from enable_desktop.charter.lines import (
    Audience,
    Basis,
    DecisionRight,
    Figure,
    Meeting,
    Objective,
    Part,
    Priority,
    Slot,
)
from enable_desktop.fields import Line
from enable_desktop.measures import MeasureSet
from enable_desktop.people import folded


@dataclass(frozen=True, slots=True)
class Spot:
    """Where text goes: a section, in the business case one of its fields; `record` and `preset` tell of its lines."""

    section: str
    into: str = ""
    record: type[Line] | None = None
    preset: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """A heading that was understood; `is_whole` when it says no more than the section's own title does."""

    spot: Spot
    is_whole: bool


CASE: Final = "business_case"

_SPECIAL: Final[Mapping[str, Spot]] = {
    "figures": Spot(CASE, record=Figure),
    "figures.one-off": Spot(CASE, record=Figure, preset={"slot": Slot.ONE_OFF}),
    "figures.yearly": Spot(CASE, record=Figure, preset={"slot": Slot.YEARLY}),
    "figures.low": Spot(CASE, record=Figure, preset={"slot": Slot.RETURN_LOW}),
    "figures.likely": Spot(CASE, record=Figure, preset={"slot": Slot.RETURN_LIKELY}),
    "figures.high": Spot(CASE, record=Figure, preset={"slot": Slot.RETURN_HIGH}),
    "objectives": Spot("objectives", record=Objective),
    "priorities": Spot("objectives", record=Priority),
    "scope.lead": Spot("scope", preset={"part": Part.LEAD}),
    "scope.contribute": Spot("scope", preset={"part": Part.CONTRIBUTE}),
    "scope.later": Spot("scope", preset={"part": Part.LATER}),
    "scope.out": Spot("scope", preset={"part": Part.OUT}),
    "value.business": Spot("value", preset={"audience": Audience.BUSINESS}),
    "value.leadership": Spot("value", preset={"audience": Audience.LEADERSHIP}),
    "value.managers": Spot("value", preset={"audience": Audience.MANAGERS}),
    "value.reps": Spot("value", preset={"audience": Audience.REPS}),
    "value.customers": Spot("value", preset={"audience": Audience.CUSTOMERS}),
    "assumptions.assumption": Spot("assumptions", preset={"basis": Basis.ASSUMPTION}),
    "assumptions.dependency": Spot("assumptions", preset={"basis": Basis.DEPENDENCY}),
    "measures.programme": Spot("measures", preset={"set": MeasureSet.PROGRAMME}),
    "measures.growth": Spot("measures", preset={"set": MeasureSet.GROWTH}),
    "meetings": Spot("governance", record=Meeting),
    "decision_rights": Spot("governance", record=DecisionRight),
}

# One line for each spot: its name, then what people call it. A line that begins with a space goes on with the last.
_ANYWHERE: Final = """
business_case: business case; case for sales enablement; rationale; justification; executive summary; summary;
 overview; бизнес-кейс; обоснование; экономическое обоснование; резюме для руководства; краткое содержание; резюме
business_case.problem: problem; problem statement; business problem; challenge; challenges; background; context;
 current situation; current state; why change; introduction; проблема; описание проблемы; предпосылки; контекст;
 введение; текущая ситуация; исходная ситуация
business_case.evidence: evidence; what we heard; findings; подтверждения; подтверждение; доказательства;
 результаты интервью; что мы услышали
business_case.cost_of_nothing: cost of doing nothing; cost of inaction; cost of delay; if we do nothing;
 цена бездействия; стоимость бездействия; если ничего не делать; во что обходится бездействие
business_case.proposal: proposal; proposed solution; solution; recommendation; recommendations; what we propose;
 предложение; решение; предлагаемое решение; что предлагаем; рекомендации; рекомендация
business_case.how_it_works: how it works; approach; our approach; methodology; как это работает; подход; методика;
 наш подход
business_case.responsible: who is responsible; кто отвечает; кто отвечает за результат
business_case.stop_rule: stop rule; stop rules; exit criteria; kill criteria; when we stop; правило остановки;
 условия остановки; когда останавливаемся
business_case.decision: decision asked; decision requested; decision needed; the ask; our ask; request for decision;
 запрос на решение; решение, которое нужно; какое решение нужно; о чем просим; запрашиваемое решение
business_case.decide_by: decide by; decision needed by; решить до; срок решения
figures: costs; cost; budget; investment; costs and benefits; cost-benefit analysis; roi; return on investment;
 financials; funding; figures; затраты; бюджет; инвестиции; стоимость; смета; затраты и выгоды; финансы; окупаемость
figures.one-off: one-off costs; one-off cost; one-time costs; set-up costs; разовые затраты; единовременные затраты
figures.yearly: yearly costs; yearly cost; annual costs; running costs; ежегодные затраты; годовые затраты;
 текущие затраты
mission: mission; mission statement; vision; purpose; mission and vision; vision and mission; миссия; видение;
 предназначение; миссия и видение
objectives: objectives; objectives and deliverables; goals; goals and objectives; aims; objectives and key results;
 okrs; strategic objectives; цели; цели и задачи; задачи; цели и результаты; цели и результаты работ;
 ключевые результаты
objectives.deliverables: deliverables; outputs; результаты работ; результаты
priorities: company priorities; business priorities; strategic priorities; company goals; приоритеты компании;
 стратегические приоритеты; приоритеты бизнеса; приоритеты
scope: scope; scope of work; in and out of scope; scope and boundaries; boundaries; areas; what we do; объем работы;
 объем работ; охват; границы; рамки; границы проекта; рамки проекта; область действия; направления
scope.lead: in scope; included; inclusions; what is in; что входит; входит; входит в объем; входит в объем работы;
 в рамках
scope.later: later; future scope; not yet; позже; на потом
scope.out: out of scope; excluded; exclusions; not in scope; what is out; what we do not do; не входит;
 что не входит; не входит в объем; не входит в объем работы; вне рамок; за рамками; исключения; чего мы не делаем
value: value per level; value by level; value by audience; value; value proposition; benefits; stakeholder benefits;
 ценность; ценность для каждого уровня; ценность по уровням; польза; выгоды; польза по уровням
criteria: success criteria; criteria for success; definition of success; what success looks like; критерии успеха;
 критерии успешности; что считаем успехом; критерий успеха
obstacles: obstacles; risks; risks and mitigation; risks and mitigations; risk register; barriers;
 risks and obstacles; obstacles and risks; challenges and risks; risks and issues; препятствия; риски;
 риски и меры; реестр рисков; барьеры; риски и препятствия; препятствия и риски
assumptions: assumptions; assumptions and dependencies; constraints; assumptions and constraints; prerequisites;
 допущения; допущения и зависимости; предположения; ограничения; допущения и ограничения
assumptions.dependency: dependencies; зависимости
measures: measures; metrics; kpis; kpi; metrics and kpis; measures and kpis; key performance indicators;
 success metrics; measurement; scorecard; показатели; метрики; метрики и kpi; показатели и kpi; измерение;
 ключевые показатели; ключевые показатели эффективности; измерение результатов; показатели успеха
measures.programme: programme measures; programme metrics; program metrics; программные показатели
measures.growth: growth measures; growth and revenue measures; growth and revenue; revenue metrics; growth metrics;
 показатели роста; показатели роста и дохода
plan: implementation plan; plan; roadmap; timeline; milestones; project plan; action plan; initiatives;
 implementation; rollout plan; schedule; work plan; next steps; план реализации; план; дорожная карта;
 план внедрения; этапы; вехи; график; план работ; план действий; инициативы; календарный план; внедрение;
 следующие шаги; реализация
responsibilities: roles and responsibilities; roles; responsibilities; raci; raci matrix; responsibility matrix;
 team; who does what; роли и обязанности; роли и ответственность; роли; ответственность; матрица ответственности;
 raci-матрица; матрица raci; команда; зоны ответственности
commitments: commitments; executive commitments; leadership commitments; sponsor commitments; обязательства;
 обязательства руководства; обязательства сторон
stakeholders: stakeholders; stakeholder map; sponsors and stakeholders; who is involved; audience;
 заинтересованные лица; заинтересованные стороны; стейкхолдеры; участники
requests: how to request work; requests; intake; intake process; request process; training requests;
 how to work with us; how to engage; engagement model; как запросить работу; как подать запрос; запросы; заявки;
 прием заявок; порядок запросов; как с нами работать; как заказать работу
governance: governance; governance and decision rights; governance and cadence; reporting; escalation;
 steering committee; управление; управление и право решения; управление и права решений; управление и ритм;
 порядок управления; управляющий комитет; эскалация; отчетность
meetings: cadence; meetings; meeting cadence; operating rhythm; communication plan; ритм; встречи; совещания;
 ритм встреч; план коммуникаций
decision_rights: decision rights; decision making; decision-making; право решения; права решения; принятие решений;
 кто что решает
approvals: approvals; approval; sign-off; sign off; signoff; signatures; authorisation; authorization; утверждение;
 утверждения; согласование; подписи; лист согласования; согласование и утверждение
change_log: change log; changelog; revision history; version history; document history; document control;
 журнал изменений; история изменений; история версий; лист изменений
"""

_WITHIN: Final[Mapping[str, str]] = {
    CASE: """
business_case.evidence: data; proof; данные
business_case.responsible: responsible; owner; responsibilities; ответственный; ответственность
business_case.assumptions: assumptions; допущения; предположения
business_case.decision: decision; ask; запрос
business_case.proposal: objectives; goals; цели
figures: benefits; return; expected return; returns; отдача; ожидаемая отдача; выгоды
figures.one-off: one-off; one-time; once; разово; единовременно
figures.yearly: yearly; annual; per year; a year; recurring; в год; ежегодно
figures.low: return low; low; отдача, минимум
figures.likely: return likely; likely; отдача, вероятно
figures.high: return high; high; отдача, максимум
""",
    "scope": """
scope.lead: in; lead; we lead; ведем; мы ведем
scope.contribute: contribute; we contribute; we support; участвуем; мы участвуем
scope.later: future; phase 2; в будущем
scope.out: out; вне
""",
    "value": """
value.business: business; the business; company; organisation; organization; бизнес; компания
value.leadership: leadership; leaders; executives; руководство; руководители
value.managers: sales managers; managers; руководители отделов продаж; роп
value.reps: reps; sellers; sales reps; salespeople; продавцы
value.customers: customers; clients; buyers; клиенты; покупатели
""",
    "measures": """
measures.programme: programme; program; программные
measures.growth: growth; revenue; рост и доход
""",
    "assumptions": """
assumptions.assumption: assumptions; допущения
""",
}

_IDLE: Final = frozenset(re.findall(r"\w+", """
a an the our of and for to in on with sales enablement charter programme program project key main initial proposed
section chapter part
наш наша наше наши и для в на по с программа программы проекта проект содействия продажам содействие основные ключевые
главные раздел глава часть устав устава
"""))  # fmt: skip
_VAGUE: Final = frozenset({"summary", "overview", "areas", "team", "value", "later", "context", "audience", "included"})
"""Words that mean a section only when they stand alone."""

_PRONOUNS: Final = frozenset(
    ("how", "we", "they", "them", "it", "is", "are", "what", "this", "that", "it", "как", "мы", "их", "что", "это")
)

_NUMBER: Final = re.compile(
    r"^(?:(?:section|chapter|part|раздел|глава|часть)\s+)?"
    r"(?:\d+(?:\.\d+)*|[ivx]+(?=[.)])|[a-zа-я](?=[.)]))[.):]*\s*(?:[-–—:]\s*)?",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")

Core = tuple[str, ...]


def match(heading: str, inside: str = "", *, loosely: bool = True) -> Match | None:
    """The spot that a heading (Markdown) means; `inside` is the section it stands in, whose own parts come first.

    Loosely, a heading that only contains a known one is understood too.
    """
    text = normalised(heading)
    core = _core(text)
    for place in (inside, ""):
        if text in _phrases(place):
            return Match(_phrases(place)[text], not _says_more(heading))
    for place in (inside, ""):
        if core in _cores(place):
            return Match(_cores(place)[core], not _says_more(heading))
    return _loose(tuple(word for word in core if word not in _PRONOUNS)) if loosely else None


def _says_more(heading: str) -> bool:
    """Whether a heading holds a number or a remark in brackets that its section's title does not."""
    text = _NUMBER.sub("", plain_text(heading).strip(), count=1)
    remarks = " ".join(found[1] for found in re.finditer(r"\(([^()]*)\)", text))
    core = _core(folded(remarks))
    return bool(re.search(r"\d", text)) or (bool(core) and core not in _cores(""))


def _loose(core: Core) -> Match | None:
    """The section whose known headings cover most of the words, if that is half of them; there the longest heading."""
    words = set(core)
    covered: dict[str, set[str]] = {}
    best: dict[str, tuple[int, Spot]] = {}
    for known, spot in _cores("").items():
        if set(known) <= words and not set(known) <= _VAGUE:
            covered.setdefault(spot.section, set()).update(known)
            if len(known) > best.get(spot.section, (0, spot))[0]:
                best[spot.section] = (len(known), spot)
    if not covered:
        return None
    section = max(covered, key=lambda each: len(covered[each]))
    return Match(best[section][1], False) if len(covered[section]) * 2 >= len(words) else None


def normalised(heading: str) -> str:
    """A heading as headings are compared: without numbers, brackets, marks and case."""
    text = plain_text(heading).strip().strip("*_#").strip()
    text = _NUMBER.sub("", text, count=1)
    bare = _BRACKETS.sub("", text).strip()
    text = folded(bare or text).replace("&", "and").replace("–", "-")
    return " ".join(text.split()).strip(" .:;-—")


def _core(text: str) -> Core:
    """The words that carry a heading's meaning, in their order."""
    return tuple(word for word in _WORD.findall(text) if word not in _IDLE and not word.isdigit())


@cache
def _phrases(inside: str) -> Mapping[str, Spot]:
    table: dict[str, Spot] = {}
    lines = (_WITHIN.get(inside, "") if inside else _ANYWHERE).replace("\n ", " ").strip().splitlines()
    for line in lines:
        name, _, phrases = line.partition(":")
        section, _, into = name.partition(".")
        spot = _SPECIAL.get(name) or Spot(section, into)
        for phrase in phrases.split(";"):
            table.setdefault(normalised(phrase), spot)
    return table


@cache
def _cores(inside: str) -> Mapping[Core, Spot]:
    table: dict[Core, Spot] = {}
    for phrase, spot in _phrases(inside).items():
        table.setdefault(_core(phrase), spot)
    table.pop((), None)
    return table
