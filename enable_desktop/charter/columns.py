"""Which table is which: the columns of other people's charters, matched to the fields of our lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from enable_desktop.charter.headings import normalised
from enable_desktop.charter.lines import (
    Approver,
    Assumption,
    Commitment,
    Criterion,
    DecisionRight,
    Figure,
    Meeting,
    Objective,
    Obstacle,
    Priority,
    RequestKind,
    Responsibility,
    ScopeArea,
    ValuePromise,
)
from enable_desktop.fields import Field, Line, fields_of
from enable_desktop.initiatives import Initiative
from enable_desktop.kinds import KINDS
from enable_desktop.measures import Measure
from enable_desktop.people import Person
from enable_desktop.words import Words

_FIELDS: Final = """
owner: responsible; lead; accountable; who; person responsible; risk owner; ответственный; владелец; исполнитель; кто
due: due; due date; deadline; date; target date; when; by; срок; дата; срок исполнения; когда; к какому сроку
measure: metric; kpi; how measured; measured by; показатель; метрика; как измеряем; чем измеряем
judge: judged by; judge; кто оценивает; кто судит; оценивает
start: from; baseline; current; start value; start date; begin; от; с; было; сейчас; исходное значение; начало
goal: to; target; goal value; goal; до; цель; целевое значение; стало; план
likelihood: probability; chance; вероятность
impact: severity; effect; consequence; влияние; последствия; ущерб
mitigation: response; action; countermeasure; mitigation plan; what we do; answer; меры; что делаем; реагирование;
 меры реагирования; действия; как снижаем; ответ
deliverables: outputs; deliverable; output; what will exist; результаты; результат; результаты работ
priority: supports; company priority; priority; priority served; приоритет; служит; чему служит; приоритет компании
executive: owner; sponsor; owning executive; руководитель; владелец; ответственный
figure: target; number; цифра; показатель; значение
source: data source; origin; источник; источник данных
formula: definition; how calculated; calculation; формула; как считаем; расчет; определение
unit: unit of measure; units; единица; единица измерения; ед. изм.; ед.
better: direction; направление; лучше
baseline: current; start; from; today; было; исходное; базовое значение; исходное значение; сейчас
target: goal; to; план; цель; целевое значение; целевой показатель
rhythm: frequency; cadence; how often; частота; периодичность; ритм; как часто
set: group; type; вид; набор; группа
effort: hours; hours per week; hours a week; часы; часов в неделю; трудозатраты
end: finish; end date; to; until; due; deadline; окончание; конец; до; срок
state: status; progress; статус; состояние
part: status; role; in or out; our role; decision; участие; наша роль; наше участие; статус; что делаем
meaning: description; comment; comments; notes; details; what it means; описание; комментарий; пояснение; что это значит
contributors: with; supported by; contributing; участники; кто помогает; кто участвует; соисполнители
proof: how they notice; evidence; how they will notice; how measured; как заметят; как заметно; подтверждение
audience: level; who; stakeholder; group; participants; attendees; for whom; уровень; аудитория; участники;
 для кого; кто
purpose: agenda; decides; what it decides; goal; topics; цель; повестка; зачем; что решает; вопросы
next: next date; date; следующая; следующая встреча; дата
channel: where; how; how to ask; contact; куда обращаться; канал; где; как
days: sla; response time; answer within; turnaround; срок ответа; срок; время ответа
note: notes; limit; limits; what to bring; comment; примечание; примечания; предел; что приложить; комментарий
checked: check; how checked; how we check; measure; как проверяется; проверка; чем проверяется
basis: type; kind; вид; тип
made: last confirmed; confirmed; confirmed on; date; подтверждено; дата
otherwise: if wrong; if it fails; consequence; impact; если нет; если не сбудется; последствия
heard: consulted; input; input from; hears; с кем советуется; кого слушает; консультируют
slot: kind; type; category; вид; тип; статья
amount: cost; sum; value; price; budget; сумма; стоимость; затраты; бюджет
hours: hours of others; часы; часы других
rate: hourly rate; cost of an hour; rate per hour; ставка; стоимость часа
grade: confidence; certainty; quality; достоверность; степень
document: doc; документ
name: full name; person; stakeholder; имя; фио; ф. и. о.; кто; заинтересованное лицо
role: title; position; job title; должность; роль
department: team; function; unit; отдел; подразделение; команда; функция
reach: contact; e-mail; email; phone; контакт; контакты; почта; телефон
sponsor: executive sponsor; programme sponsor; спонсор; спонсор программы; руководитель-спонсор
next_review: next review date; review date; review; следующий пересмотр; дата пересмотра; следующая проверка
review_body: reviewed by; пересматривает; кто пересматривает
confidentiality: classification; confidential; гриф; конфиденциальность
hours_a_week: часов в неделю
subtitle: подзаголовок
"""

_TITLES: Final[Mapping[type[Line], str]] = {
    Figure: "item; what for; what; cost item; статья; наименование; что; на что",
    Priority: "priority; company priority; business priority; goal; приоритет; приоритет компании; цель компании",
    Objective: "objective; goal; aim; what; цель; задача; что",
    ScopeArea: "area; scope area; item; scope item; activity; topic; направление; область; работы; блок; что",
    ValuePromise: "value; benefit; what changes; what they get; what it brings; ценность; польза; выгода; "
    "что меняется; что получает; что получают",
    Criterion: "criterion; success criterion; criteria; statement; success criteria; what; критерий; критерий успеха",
    Obstacle: "obstacle; risk; issue; barrier; risk description; description; препятствие; риск; барьер; "
    "описание риска; описание",
    Assumption: "assumption; dependency; statement; description; допущение; зависимость; предположение; описание; "
    "допущение или зависимость",
    Measure: "measure; metric; kpi; indicator; name; показатель; метрика; kpi; название; наименование",
    Initiative: "initiative; activity; task; milestone; project; step; phase; action; what; инициатива; мероприятие; "
    "задача; этап; веха; шаг; действие; проект; что; работа",
    Responsibility: "activity; task; area; process; work; деятельность; работа; задача; процесс; вид работ; активность",
    Commitment: "commitment; commits to; what; what they do; promise; обязательство; обязуется; что; что делает",
    RequestKind: "request; request type; what can be requested; service; what; kind; kind of request; запрос; услуга; "
    "вид запроса; что можно запросить; тип запроса",
    Meeting: "meeting; forum; ceremony; event; name; what; встреча; совещание; форум; событие; название",
    DecisionRight: "decision; question; what; decision right; решение; вопрос; что",
    Approver: "signs for; role; title; position; роль; должность; за что подписывает; за что",
}

_PEOPLE: Final[Mapping[type[Line], str]] = {
    Commitment: "who; name; person; role; leader; кто; имя; роль; руководитель; участник",
    DecisionRight: "decides; decision maker; who decides; who; owner; решает; кто решает; кто; принимает решение",
    Approver: "name; approver; who; person; имя; фио; утверждающий; кто; согласующий",
}
"""What the field `person` of a kind is called."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a table holds: one kind of line, and the field of each column (None where none fits)."""

    record: type[Line]
    fields: tuple[Field | None, ...]

    @property
    def known(self) -> int:
        return sum(field is not None for field in self.fields)


def layout_of(header: Sequence[str], records: Iterable[type[Line]], languages: Sequence[Words]) -> Layout | None:
    """The kind of line that fits a table's header best; None where no kind fits more than half of its columns."""
    best: Layout | None = None
    for record in records:
        layout = Layout(record, _columns(header, record, languages))
        leading = {field.name for field in layout.fields if field is not None} & _leading(record)
        enough = layout.known >= 2 and layout.known * 2 > sum(bool(cell.strip()) for cell in header)
        if leading and enough and (best is None or layout.known > best.known):
            best = layout
    return best


def _leading(record: type[Line]) -> set[str]:
    """The fields without which a row of this kind says nothing."""
    return {"name"} if record is Person else {"person", "title"} if record is Approver else {"title"}


def _columns(header: Sequence[str], record: type[Line], languages: Sequence[Words]) -> tuple[Field | None, ...]:
    free = {field.name: field for field in fields_of(record)}
    found: list[Field | None] = []
    labels = [normalised(cell) for cell in header]
    exact = {
        normalised(said): field.name
        for field in reversed(fields_of(record))
        for said in (field.label, *(words(field.label) for words in languages))
    }
    for label in labels:
        # The fields' own labels first, in all columns: what another column is called exactly is not given away.
        found.append(free.pop(exact[label], None) if label in exact else None)
    for place, label in enumerate(labels):
        if found[place] is None and label:
            name = next((name for name in _called(record.kind).get(label, ()) if name in free), None)
            found[place] = free.pop(name) if name is not None else None
    return tuple(found)


@cache
def _called(kind: str) -> Mapping[str, tuple[str, ...]]:
    """The fields that a label may mean in this kind, the likeliest first."""
    record = KINDS[kind].record
    names: dict[str, tuple[str, ...]] = {}

    def add(name: str, phrases: str) -> None:
        for phrase in phrases.split(";"):
            label = normalised(phrase)
            names[label] = (*names.get(label, ()), name)

    add("title", _TITLES.get(record, ""))
    add("person", _PEOPLE.get(record, ""))
    own = {field.name for field in fields_of(record)}
    for line in _FIELDS.replace("\n ", " ").strip().splitlines():
        name, _, phrases = line.partition(":")
        if name in own:
            add(name, f"{name.replace('_', ' ')}; {phrases}")
    return names


def field_called(label: str, record: type[Line], languages: Sequence[Words]) -> Field | None:
    """The one field that a label of a table of names and values means."""
    return _columns([label], record, languages)[0]
