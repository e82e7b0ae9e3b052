"""Results appear whole or not at all, and nothing that is not ours is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from zolal.cleaning.folder import FILES, explained, output_folder
from zolal.engine.files import FileError


def fill(folder: Path, text: str) -> None:
    for name in FILES:
        (folder / name).write_text(text)


def tree(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


def run(out: Path, text: str, *, force: bool = False, inputs: tuple[Path, ...] = ()) -> None:
    with output_folder(out, force=force, inputs=inputs) as folder:
        fill(folder, text)


def fail(out: Path, failure: type[BaseException], *, force: bool = False) -> None:
    with output_folder(out, force=force) as folder:
        fill(folder, "half")
        raise failure


def lose_a_file(out: Path) -> None:
    with output_folder(out, force=True) as folder:
        fill(folder, "new")
        (folder / FILES[-1]).unlink()


ALL_NEW = dict.fromkeys(FILES, "new")
ALL_OLD = dict.fromkeys(FILES, "old")


@pytest.mark.parametrize("out", ["clean", "a/b/clean", "with space/پاک"])
def test_a_folder_that_is_not_there_is_made(tmp_path: Path, out: str) -> None:
    run(tmp_path / out, "new")

    assert tree(tmp_path / out) == ALL_NEW
    assert [path.name for path in (tmp_path / out).parent.iterdir()] == [Path(out).name]


def test_files_of_others_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    run(tmp_path, "new")

    assert tree(tmp_path) == {**ALL_NEW, "notes.txt": "mine"}


def test_an_earlier_run_is_not_replaced_unasked(tmp_path: Path) -> None:
    run(tmp_path / "clean", "old")

    with pytest.raises(FileError, match="--force"):
        run(tmp_path / "clean", "new")
    assert tree(tmp_path) == {f"clean/{name}": "old" for name in FILES}


def test_force_replaces_our_files_only(tmp_path: Path) -> None:
    run(tmp_path, "old")
    (tmp_path / "notes.txt").write_text("mine")
    run(tmp_path, "new", force=True)

    assert tree(tmp_path) == {**ALL_NEW, "notes.txt": "mine"}


@pytest.mark.parametrize("failure", [RuntimeError, KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("out", ["clean", "a/b/clean"])
def test_a_run_that_fails_leaves_nothing(tmp_path: Path, out: str, failure: type[BaseException]) -> None:
    with pytest.raises(failure):
        fail(tmp_path / out, failure)

    assert list(tmp_path.iterdir()) == []


def test_a_run_that_fails_leaves_the_earlier_results(tmp_path: Path) -> None:
    run(tmp_path, "old")

    with pytest.raises(RuntimeError):
        fail(tmp_path, RuntimeError, force=True)
    assert tree(tmp_path) == ALL_OLD
    assert len(list(tmp_path.iterdir())) == len(FILES)


def test_a_file_that_cannot_be_replaced_takes_the_others_back(tmp_path: Path) -> None:
    run(tmp_path, "old")

    with pytest.raises(FileError):
        lose_a_file(tmp_path)
    assert tree(tmp_path) == ALL_OLD


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "clean").write_text("mine")

    with pytest.raises(FileError, match="it is a file"):
        run(tmp_path / "clean", "new", force=True)
    assert tree(tmp_path) == {"clean": "mine"}


def test_a_folder_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")

    with pytest.raises(FileError, match="a part of the path is a file"):
        run(tmp_path / "file" / "clean", "new")


def test_a_place_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()

    with pytest.raises(FileError, match="choose another folder"):
        run(Path("clean"), "new")


def test_an_input_is_never_overwritten(tmp_path: Path) -> None:
    run(tmp_path / "clean", "old")
    (tmp_path / "link").symlink_to(tmp_path / "clean")

    with pytest.raises(FileError, match="would overwrite it"):
        run(tmp_path / "link", "new", force=True, inputs=(tmp_path / "clean" / "duplicates.csv",))
    assert tree(tmp_path / "clean") == ALL_OLD


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(28, "No space left on device"), "the disk is full"),
        (OSError("No space left on device (os error 28)"), "the disk is full"),
        (PermissionError(13, "Permission denied"), "there is no permission to write"),
        (OSError("something else"), r"it cannot be written \(something else\)"),
    ],
)
def test_the_system_is_explained(error: OSError, sentence: str) -> None:
    with pytest.raises(FileError, match=f"^clean: {sentence}; "), explained(Path("clean")):
        raise error


def test_the_folder_can_be_read_by_whom_the_system_lets(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    run(tmp_path / "clean", "new")

    assert (tmp_path / "clean").stat().st_mode == (tmp_path / "other").stat().st_mode
