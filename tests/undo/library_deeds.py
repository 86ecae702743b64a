"""What is done in the library, with playlists, with packs, and with the files of the library."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from db.library.health import OFF
from enable_desktop.library.adding import Coming, Fate, Incoming
from enable_desktop.library.assets import Asset, AssetKind, Playlist, PlaylistItem, SavedSearch, Status, WatchedFolder
from enable_desktop.library.facets import FACETS
from enable_desktop.library.folders import Seen
from enable_desktop.library.health import RULES
from enable_desktop.links import Ref
from enable_desktop.notes import ListEntry
from enable_desktop.packs.records import Pack, PackItem, PagePart
from enable_desktop.packs.sent import ExportedItem, Form, PackExport
from enable_desktop.words import mark
from tests.undo.deed import deed
from tests.undo.scene import NothingToDoItTo, Scene
from ui.taking_in import plan_intake, take_in


def _assets(scene: Scene, count: int = 3) -> list[int]:
    return [asset.id for asset in scene.some(Asset, count)]


# -- reviews, facets, lists


@deed
def mark_as_reviewed(scene: Scene) -> None:
    reviews, do = scene.workspace.library.reviews, scene.workspace.carry_out
    outdated = _assets(scene)
    do(reviews.changing(outdated, status=Status.OUTDATED))
    do(reviews.reviewing(outdated, note="All of it is right"))
    do(reviews.reviewing(_assets(scene, 1)))


@deed
def snooze_reviews(scene: Scene) -> None:
    reviews, do = scene.workspace.library.reviews, scene.workspace.carry_out
    day = scene.workspace.today + timedelta(days=5)
    several, one = _assets(scene), _assets(scene, 1)
    do(reviews.snoozing(several, day))
    do(reviews.snoozing(one, day))
    do(reviews.bringing_back(one))
    do(reviews.bringing_back([*several, *one]))
    do(reviews.snoozing(several, day))
    do(reviews.bringing_back(several))
    do(reviews.snoozing(one, day))
    do(reviews.bringing_back(one))


@deed
def mark_as_outdated(scene: Scene) -> None:
    scene.workspace.carry_out(scene.workspace.library.reviews.outdating(_assets(scene), "The prices have changed"))
    scene.workspace.carry_out(scene.workspace.library.reviews.outdating(_assets(scene, 1)))


@deed
def retire(scene: Scene) -> None:
    one, other, third = _assets(scene)
    for asset in (one, other, third):
        scene.workspace.change(Ref(Asset.kind, asset), replaced_by=None)
    scene.workspace.library.reviews.retire(one, other, lead_over=True)
    scene.workspace.library.reviews.retire(third)


@deed
def retire_and_remove_several(scene: Scene) -> None:
    reviews = scene.workspace.library.reviews
    one, other, *rest = _assets(scene, 5)
    for asset in (one, other, *rest):
        scene.workspace.change(Ref(Asset.kind, asset), replaced_by=None)
    scene.workspace.carry_out(reviews.retiring([one, rest[0]], other, lead_over=True))
    scene.workspace.carry_out(reviews.removing([rest[0], rest[1]], other, lead_over=True))
    scene.workspace.carry_out(reviews.removing([rest[2]]))


@deed
def change_many_assets(scene: Scene) -> None:
    scene.workspace.carry_out(
        scene.workspace.library.reviews.changing(_assets(scene, 5), months=3, status=Status.IN_REVIEW)
    )
    scene.workspace.carry_out(scene.workspace.library.reviews.changing(_assets(scene, 1), months=9))


@deed
def take_out_of_use_and_bring_back(scene: Scene) -> None:
    reviews = scene.workspace.library.reviews
    for count in (1, 3):
        some = _assets(scene, count)
        scene.workspace.carry_out(reviews.retiring(some))
        scene.workspace.carry_out(reviews.bringing_back_into_use(some))


@deed
def change_a_facet_of_many(scene: Scene) -> None:
    entry = scene.one(ListEntry, lambda each: each.list not in (FACETS, "departments"))
    reviews, do = scene.workspace.library.reviews, scene.workspace.carry_out
    do(reviews.changing_facet(_assets(scene, 5), entry.list, add=(entry.key, "something-else")))
    do(reviews.changing_facet(_assets(scene, 1), entry.list, add=("a-third",), drop=(entry.key,)))
    do(reviews.giving_new(_assets(scene, 3), entry.list, key="a-fourth", title="A fourth", facet_title=entry.list))
    most = _assets(scene, 44 if scene.workspace.count(Asset) > 44 else 2)
    do(reviews.changing_facet(most, entry.list, drop=(entry.key,)))


@deed
def change_lists(scene: Scene) -> None:
    lists = scene.workspace.library.value_lists
    facet = lists.add(FACETS, "Weather")
    line = scene.workspace.get(ListEntry, facet)
    assert line is not None
    one, other = lists.add(line.key, "Rain"), lists.add(line.key, "Sun")
    rain = scene.workspace.get(ListEntry, one)
    assert rain is not None
    scene.workspace.carry_out(scene.workspace.library.reviews.changing_facet(_assets(scene), line.key, add=(rain.key,)))
    lists.merge(other, one)
    lists.remove(facet)


@deed
def merge_values_and_kinds(scene: Scene) -> None:
    one = scene.one(ListEntry, lambda each: each.list not in (FACETS, "departments"))
    other = scene.one(ListEntry, lambda each: each.list == one.list and each.id != one.id)
    scene.workspace.library.value_lists.merge(one.id, other.id)
    kinds = scene.some(AssetKind, 2)
    scene.workspace.library.value_lists.merge_kinds(kinds[0].id, kinds[1].id)


@deed
def merge_facets(scene: Scene) -> None:
    lists = scene.workspace.library.value_lists
    facets = [scene.workspace.get(ListEntry, lists.add(FACETS, title)) for title in ("Weather", "Climate")]
    for facet in facets:
        assert facet is not None
        for title in ("Rain", f"Sun of {facet.key}"):
            line = scene.workspace.get(ListEntry, lists.add(facet.key, title))
            assert line is not None
            scene.workspace.carry_out(
                scene.workspace.library.reviews.changing_facet(_assets(scene), facet.key, add=(line.key,))
            )
    assert facets[0] is not None and facets[1] is not None
    lists.merge_facets(facets[0].id, facets[1].id)


@deed
def remove_a_value(scene: Scene) -> None:
    entry = scene.one(ListEntry, lambda each: each.list != "departments")
    scene.workspace.library.value_lists.remove(entry.id)


@deed
def switch_rules(scene: Scene) -> None:
    health = scene.workspace.library.health
    for rule in scene.chance.sample(sorted(RULES), 3):
        health.switch(rule, on=rule in scene.workspace.settings.get(OFF))
    health.switch("no-owner", on=False)
    health.switch("no-owner", on=True)


@deed
def save_a_search(scene: Scene) -> None:
    made = scene.workspace.add(SavedSearch, title="Guides", words="guide", filters={"stage": "discovery"})
    scene.workspace.change(Ref(SavedSearch.kind, made), words="guides")


@deed
def note_that_nothing_was_found(scene: Scene) -> None:
    for _ in range(2):
        scene.workspace.library.finding.note_nothing_found("How do I sell to a bank?")


@deed
def retire_what_has_expired(scene: Scene) -> None:
    expiry, day = scene.workspace.library.expiry, scene.workspace.today - timedelta(days=1)
    for count in (1, 2):
        for asset in scene.some(Asset, count, lambda each: each.status is not Status.RETIRED):
            added = day - timedelta(days=30)
            scene.workspace.change(Ref(Asset.kind, asset.id), expires=day, added=added, reviewed=None)
        expiry._note(str(day - timedelta(days=2)))
        expiry.retire_expired()


# -- playlists


@deed
def make_a_playlist(scene: Scene) -> None:
    playlists = scene.workspace.library.playlists
    made = playlists.add("On the way to the customer")
    playlists.rename(made, "On the way")
    playlists.put(made, _assets(scene, 4))
    items = [track.id for track in playlists.tracks(made)]
    playlists.move(items[3], 0)
    playlists.take_out(items[:2])


@deed
def change_a_playlist_of_before(scene: Scene) -> None:
    item = scene.one(PlaylistItem, lambda each: each.playlist is not None)
    scene.workspace.library.playlists.move(item.id, 1)
    scene.workspace.library.playlists.take_out([item.id])


@deed
def remove_a_playlist(scene: Scene) -> None:
    scene.workspace.library.playlists.remove(scene.one(Playlist).id)


# -- packs


@deed
def make_a_pack(scene: Scene) -> None:
    packs = scene.workspace.packs
    made = packs.add("For the partners")
    packs.rename(made, "For all partners")
    one, *others = _assets(scene, 5)
    packs.put(made, [one, *others], "First")
    packs.group([each.id for each in packs.items(made)][:2], "Second")
    packs.move(packs.items(made)[4].id, 0)
    packs.say(packs.items(made)[0].id, use_when="They ask", typing=True)
    packs.say(packs.items(made)[0].id, use_when="They ask twice", typing=True)
    scene.workspace.settle()
    packs.leave_out(made, [one])
    packs.bring_back(made, [one])
    packs.take_out(made, others[:2])


@deed
def put_playlists_in_packs(scene: Scene) -> None:
    packs, playlists = scene.workspace.packs, scene.workspace.library.playlists
    playlist = playlists.add("To hear")
    playlists.put(playlist, _assets(scene, 3))
    pack = packs.add("With a playlist")
    item = packs.put_playlist(pack, playlist)
    assert item is not None
    packs.want_part(pack, PagePart.PLAYLISTS, is_wanted=False)
    packs.want_part(pack, PagePart.PLAYLISTS, is_wanted=True)
    packs.take_out(pack, [track.asset.id for track in playlists.tracks(playlist)][:1])
    packs.take_out_playlist(item)


@deed
def let_a_pack_find(scene: Scene) -> None:
    pack = scene.one(Pack).id
    stage = next(iter({asset.facets.get("stage", "") for asset in scene.workspace.all(Asset)} - {""}), None)
    if stage is None:
        raise NothingToDoItTo
    scene.workspace.packs.find_by(pack, f"guide {scene.chance.random()}", {"stage": frozenset({stage})})
    scene.workspace.packs.find_by(pack, "", {"stage": frozenset({stage.split(";")[0]})})
    held = scene.workspace.packs.assets(pack)
    if held:
        scene.workspace.packs.take_out(pack, held[:2])
        scene.workspace.packs.bring_back(pack, held[:2])


@deed
def replace_in_a_pack(scene: Scene) -> None:
    packs, (one, other, third) = scene.workspace.packs, _assets(scene)
    pack = packs.add("To be mended")
    packs.put(pack, [one, other])
    packs.replace(pack, {one: third})


@deed
def copy_and_remove_packs(scene: Scene) -> None:
    pack = scene.one(Pack)
    scene.workspace.packs.copy(pack.id, "Once more")
    scene.workspace.packs.remove(pack.id)


@deed
def take_out_of_a_pack_of_before(scene: Scene) -> None:
    item = scene.one(PackItem, lambda each: None not in (each.pack, each.asset) and not each.left_out)
    assert item.pack is not None
    assert item.asset is not None
    scene.workspace.packs.take_out(item.pack, [item.asset])


@deed
def hand_a_pack_over(scene: Scene) -> None:
    pack = scene.one(Pack)
    export = PackExport(pack=pack.id, title=pack.title, day=scene.workspace.today, form=Form.FOLDER, place="/out")
    asset = scene.one(Asset)
    scene.workspace.packs.sent.note(export, [ExportedItem(asset=asset.id, title=asset.title)])


# -- files


@deed
def add_a_page_of_the_web(scene: Scene) -> None:
    scene.workspace.library.adding.add_address(f"https://example.com/{scene.chance.random()}", "On the web")


@deed
def add_pages_of_the_web(scene: Scene) -> None:
    addresses = [f"https://example.com/{number}/{scene.chance.random()}" for number in range(2)]
    scene.workspace.library.adding.add_addresses(addresses)


@deed
def add_files(scene: Scene) -> None:
    def coming(name: str, fate: Fate = Fate.NEW) -> Incoming:
        path = scene.paper(name, f"# {name}", "", "Words of it.")
        about = path.stat()
        seen = Seen(str(path), about.st_size, about.st_mtime_ns, f"{about.st_dev}:{about.st_ino}", False)
        digest = f"{scene.chance.random()}"
        return Incoming(path=str(path), location=str(path), seen=seen, digest=digest, fate=fate)

    number = scene.chance.random()
    scene.workspace.library.adding.add(Coming(files=(coming(f"one {number}.md"),)))
    several = (coming(f"two {number}.md"), coming(f"three {number}.md"), coming(f"four {number}.md", fate=Fate.OWN))
    scene.workspace.library.adding.add(Coming(files=several))


@deed
def take_in_a_folder(scene: Scene) -> None:
    folder = scene.papers / f"folder {scene.chance.random()}"
    folder.mkdir()
    for name in ("first", "second"):
        (folder / f"{name}.md").write_text(f"# {name}\n\nSee [the other](second.md).\n", "utf-8")
    for watch in (False, True):
        plan = plan_intake(scene.workspace, [folder], watch=watch, check=lambda: None, is_stopped=lambda: False)
        take_in(scene.workspace, plan)


@deed
def change_a_watched_folder(scene: Scene) -> None:
    folder = scene.one(WatchedFolder)
    scene.workspace.change(Ref(WatchedFolder.kind, folder.id), watched=not folder.watched)
    scene.workspace.change(Ref(WatchedFolder.kind, folder.id), path=f"{folder.path} elsewhere")


@deed
def follow_a_new_page(scene: Scene) -> Iterator[None]:
    scene.follow()
    (scene.content / f"new {scene.chance.random()}.md").write_text("# New here\n\nWords.\n", "utf-8")
    yield
    scene.follow()


@deed
def follow_an_edited_page(scene: Scene) -> Iterator[None]:
    scene.follow()
    page = scene.page()
    page.write_text(page.read_text("utf-8") + f"\nOne line more: {scene.chance.random()}.\n", "utf-8")
    yield
    scene.follow()


@deed
def follow_a_page_that_says_more_of_itself(scene: Scene) -> Iterator[None]:
    """A page that a table named is read for the first time."""
    scene.follow()
    name = f"listed {scene.chance.random()}.md"
    (scene.content / name).write_text("---\nsummary: In a few words\nexpirydate: 2027-03-01\n---\nWords.\n", "utf-8")
    folder = scene.one(WatchedFolder, lambda each: each.path == str(scene.content))
    scene.workspace.add(Asset, title="Listed", folder=folder.id, location=name)
    yield
    scene.follow()


@deed
def settle_what_files_say_otherwise(scene: Scene) -> None:
    contested = scene.workspace.library.contested
    for settle in (contested.follow_file, contested.keep):
        asset = scene.one(Asset)
        scene.workspace.change(Ref(Asset.kind, asset.id), contested={"title": "As its file says"})
        found = scene.workspace.get(Asset, asset.id)
        assert found is not None
        settle(found)


@deed
def follow_a_moved_page(scene: Scene) -> Iterator[None]:
    scene.follow()
    page = scene.page()
    page.rename(scene.content / f"moved {scene.chance.random()} {page.name}")
    yield
    scene.follow()


@deed
def follow_several_pages(scene: Scene) -> Iterator[None]:
    scene.follow()
    for number in range(2):
        (scene.content / f"new {number} {scene.chance.random()}.md").write_text(f"# New {number}\n", "utf-8")
    page = scene.page()
    page.rename(scene.content / f"moved {scene.chance.random()} {page.name}")
    yield
    scene.follow()


@deed
def mend_links(scene: Scene) -> Iterator[None]:
    """A page that others link to moves, and the links are mended in their files."""
    scene.follow()
    links = scene.workspace.library.page_links
    linked = [asset for asset in scene.workspace.all(Asset) if links.count_into([asset.id]) and asset.folder]
    pages = [path for asset in linked if (path := scene.content / asset.location).is_file()]
    if not pages:
        raise NothingToDoItTo
    page = scene.chance.choice(pages)
    folder = scene.content / f"moved {scene.chance.randrange(1_000_000)}"
    folder.mkdir(exist_ok=True)
    page.rename(folder / page.name)
    scene.follow()
    wanted = [(each, each.mend) for each in links.to_mend()]
    if not wanted:
        raise NothingToDoItTo
    yield
    scene.workspace.library.mending.mend(wanted)


@deed
def retire_and_lead_the_links_of_files(scene: Scene) -> Iterator[None]:
    """As the window does it: files, links of the library, playlists and packs, all in one step."""
    scene.follow()
    workspace, links = scene.workspace, scene.workspace.library.page_links
    linked = [asset for asset in workspace.all(Asset) if links.of(asset.id).used_by and asset.folder]
    if not linked:
        raise NothingToDoItTo
    asset = scene.chance.choice(linked)
    other = scene.one(Asset, lambda each: each.id != asset.id and each.replaced_by is None)

    @contextmanager
    def retiring() -> Iterator[None]:
        with workspace.step(mark("Retire “{title}”"), title=asset.title):
            yield
            workspace.library.reviews.retire(asset.id, other.id, lead_over=True)

    mends = [(link, "https://example.com/instead") for link in links.of(asset.id).used_by]
    yield
    workspace.library.mending.mend(mends, also=retiring)


@deed
def take_links_out(scene: Scene) -> Iterator[None]:
    """The links of a page become plain words."""
    scene.follow()
    links = scene.workspace.library.page_links
    of_page = [link for asset in scene.workspace.all(Asset) for link in links.of(asset.id).used_by]
    if not of_page:
        raise NothingToDoItTo
    page = scene.chance.choice(of_page).page
    yield
    scene.workspace.library.mending.mend([(link, None) for link in of_page if link.page == page])
