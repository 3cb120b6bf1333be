"""A run's own affairs: what was done before, who reads, what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from batch.engine import WINDOW, cluster, default_jobs, local, run
from batch.one_task import known
from batch.plan import Plan, Planned, Why, plan
from batch.raw.discover import Discovery, Found
from batch.raw.manifest import Stated
from batch.results.file import LostError
from batch.results.identity import READS, identity
from batch.results.ledger import Ledger
from batch.tables.assembler import Assembled, Order, assembled
from batch.task import Options, Outcome, Task
from batch.unfold import Unfolding
from batch.watch import Watch
from extract.model import PARTED
from store.places import WORK, Store

_ATTEMPTS = 3
_SLOWEST = 10
_AGAIN = (Why.RETRY, Why.CONDITIONS)
"""Why a document is read though its result is there."""


@dataclass(slots=True)
class Job:
    """One run on one output."""

    store: Store
    options: Options
    watch: Watch
    ledger: Ledger
    identity: str = field(default_factory=lambda: identity(READS))
    slowest: list[Outcome] = field(default_factory=list)
    """The slowest documents that this run has read."""
    read: int = 0

    @classmethod
    def open(cls, store: Store, options: Options, watch: Watch) -> Job:
        """A job with the ledger of the runs before."""
        return cls(store=store, options=options, watch=watch, ledger=Ledger(store))

    @property
    def corrections_elsewhere(self) -> int:
        """How many corrections are about no document of the run."""
        here = {outcome.content for outcome in self.ledger.outcomes.values()}
        given = self.options.corrections
        return sum(len(set(texts)) for content, texts in given.items() if content not in here)

    def plan(self, found: Discovery, *, exact: bool = False) -> Plan:
        """What is to be read, and why; `exact` looks for what a killed run has read as well.

        What lies in a file that is new, or has changed, is not known before that is read.
        """
        unfolding = Unfolding(found)
        to_read: list[Planned] = []
        while new := unfolding.unknown():
            planned = self._plan(new, exact=exact)
            to_read += planned.to_read
            unfolding.outcomes |= {each.name: each for each in planned.done}
        to_read += self._turned(unfolding)
        names = {each.name for each in unfolding.files}
        below = {f"{each.found.name}{PARTED}" for each in to_read}
        gone = (
            name
            for name in sorted(self.ledger.outcomes.keys() - names)
            if not _containers(name) & below
        )
        done = unfolding.outcomes
        for each in to_read:
            done.pop(each.found.name, None)
        return Plan(to_read=tuple(to_read), done=tuple(done.values()), gone=tuple(gone))

    def _plan(self, files: tuple[Found, ...], *, exact: bool = False) -> Plan:
        results = frozenset(key for key, _, size in self._results() if size)
        outcomes = self.ledger.outcomes
        planned = plan(files, outcomes, results, self.identity, self.options, exact=exact)
        if exact and not results <= {each.key for each in outcomes.values()}:
            return self._without_known(planned)
        return planned

    def _turned(self, unfolding: Unfolding) -> list[Planned]:
        return [Planned(found=each, why=Why.CHANGED) for each in unfolding.turned()]

    def _without_known(self, planned: Plan) -> Plan:
        """The plan without the files whose result is there, though the ledger does not say so."""
        done, left = list(planned.done), []
        for each in planned.to_read:
            local = each.found.store is None and each.why not in _AGAIN
            outcome = known(self._task(each)) if local else None
            left.append(each) if outcome is None else done.append(outcome)
        return replace(planned, to_read=tuple(left), done=tuple(done))

    def read_all(
        self, found: Discovery, planned: Plan, executor: Executor | None = None
    ) -> Discovery:
        """Read what is planned, and all that lies in it; the ledger is saved however it ends.

        What is returned are all files, those that lie in others among them.
        """
        unfolding = Unfolding(found)
        unfolding.outcomes |= {each.name: each for each in planned.done}
        to_read, whole = list(planned.to_read), False
        while not whole:
            self._read(to_read, executor)
            read = (each.found.name for each in to_read)
            unfolding.outcomes |= {name: self.ledger.outcomes[name] for name in read}
            new = tuple(x for x in unfolding.unknown() if x.name not in unfolding.outcomes)
            more = self._plan(new) if new else Plan()
            unfolding.outcomes |= {each.name: each for each in more.done}
            to_read = [*more.to_read, *self._turned(unfolding)]
            whole = not new and not to_read
            self.watch.found_inside(len(to_read))
        return unfolding.discovery()

    def _read(self, to_read: Iterable[Planned], executor: Executor | None = None) -> None:
        planned = {each.found.name: each for each in to_read}
        with _executor(self.options, executor, len(planned)) as chosen:
            try:
                tasks = map(self._task, planned.values())
                for outcome in run(tasks, chosen, window=WINDOW, lost=self._lost):
                    self._note(outcome, planned[outcome.name].why)
            finally:
                self.ledger.save()

    def keys(self, found: Iterable[Found]) -> dict[str, str]:
        """Name of each file → key of its result; files that are gone are forgotten."""
        names = [each.name for each in found]
        self.ledger.keep_only(set(names))
        return {name: self.ledger.outcomes[name].key for name in names}

    def made_of(self, found: Iterable[Found]) -> dict[str, tuple[str, str]]:
        """Name of each file → key and checksum of its result: what a dataset is made of."""
        return {
            name: (key, self.ledger.outcomes[name].result) for name, key in self.keys(found).items()
        }

    def assemble(  # noqa: PLR0913 -- what a dataset is made of, and on
        self,
        found: Iterable[Found],
        folder: Path,
        metadata: Mapping[str, str],
        executor: Executor | None = None,
        *,
        identity: str = "",
        before: Mapping[str, str] = MappingProxyType({}),
    ) -> Assembled:
        """Write the tables of all files; results that turn out to be damaged are read again.

        `identity` and `before`: see Order.
        """
        files = {each.name: each for each in found}
        for attempt in range(_ATTEMPTS):
            made_of = self.made_of(files.values())
            order = Order(
                place=self.store.place,
                keys={name: key for name, (key, _) in made_of.items()},
                results={name: result for name, (_, result) in made_of.items()},
                stated=stated(files.values()),
                folder=str(folder.absolute()),
                metadata=metadata,
                identity=identity,
                before=dict(before),
            )
            try:
                return assembled(self.store, order)
            except LostError as error:
                if attempt == _ATTEMPTS - 1:
                    raise
                lost = (Planned(found=files[name], why=Why.LOST) for name in error.names)
                self._read(lost, executor)
        raise AssertionError  # pragma: no cover -- the loop returns or raises

    def forget(self) -> None:
        """Remove results that no document has any more, and what killed runs left half-written."""
        needed = {outcome.key for outcome in self.ledger.outcomes.values()}
        for key, name, _ in self._results():
            if key not in needed:
                self.store.remove(name)

    def _results(self) -> Iterator[tuple[str, str, int]]:
        """Key, name and size of each; where power failed before it was on disk, that is 0."""
        for name, size in self.store.sizes(f"{WORK}/results"):
            yield name.rsplit("/", 1)[-1], name, size

    def _task(self, planned: Planned) -> Task:
        return Task(
            found=planned.found,
            out=self.store.place,
            identity=self.identity,
            corrections=self.options.corrections,
            again=planned.why in (*_AGAIN, Why.LOST),
            limits=self.options.limits,
            reader=self.options.reader,
            ocr=self.options.ocr,
        )

    def _note(self, outcome: Outcome, why: Why) -> None:
        if not outcome.opens:  # what it was read for is known: it holds too much
            known = self.ledger.outcomes[outcome.name].members
            outcome = replace(outcome, members=known)
        self.ledger.note(outcome)
        self.read += outcome.read
        if outcome.read:
            self.slowest.append(outcome)
            self.slowest.sort(key=lambda each: (-each.seconds, each.name))
            del self.slowest[_SLOWEST:]
        self.watch.read(outcome, why)

    def _lost(self, task: Task, error: Exception) -> None:
        self.watch.lost(task.found.name, error)


def _containers(name: str) -> set[str]:
    """The beginnings of a name that may be files in which it lies."""
    parts = name.split(PARTED)
    return {PARTED.join(parts[:n]) + PARTED for n in range(1, len(parts))}


def stated(found: Iterable[Found]) -> tuple[str, ...]:
    """Names of the files of which manifest.csv states a fact."""
    return tuple(each.name for each in found if each.stated != Stated())


@contextmanager
def _executor(options: Options, given: Executor | None, documents: int) -> Iterator[Executor]:
    """The engine that was given, or is named in the options, or threads of this process."""
    if given is not None:
        yield given
    elif options.cluster is not None and documents:
        with cluster(options.cluster) as executor:
            yield executor
    else:
        with local(max(1, min(options.jobs or default_jobs(), documents))) as executor:
            yield executor
