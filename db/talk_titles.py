"""What talks are called. By itself, since every step asks: the stores of talks are loaded by those that change one."""

from __future__ import annotations

import sqlite3

from enable_desktop.links import Ref


def follow_names(connection: sqlite3.Connection, touched: frozenset[Ref], deleted: frozenset[Ref]) -> None:
    """Inside the step: an interview is called by its person's name, also after they were renamed or made anonymous."""
    there = touched - deleted
    people = [ref.id for ref in there if ref.kind == "people"]
    talks = [ref.id for ref in there if ref.kind == "interviews"]
    for column, ids in (("person", people), ("id", talks)):
        for id_ in ids:
            connection.execute(
                "update interviews set title = (select name from people where people.id = interviews.person) "
                f"where \"{column}\" = ? and occasion = 'interview' "
                "and title <> (select name from people where people.id = interviews.person)",
                (id_,),
            )
