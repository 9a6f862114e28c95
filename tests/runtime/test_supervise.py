"""Is what supervisord is told what we mean?  Read back with its own parser."""

from pathlib import Path

from supervisor.options import ServerOptions

from streams.runtime.supervise import configuration


def written(folder: Path, *, processes: int = 3, web_port: int = 8080, arguments: tuple[str, ...] = ()) -> str:
    return configuration(
        processes=processes,
        arguments=list(arguments),
        web_port=web_port,
        drain_s=30,
        folder=folder,
        log_format="json",
    )


def read_back(folder: Path, text: str) -> list[object]:
    path = folder / "supervisord.conf"
    path.write_text(text)
    options = ServerOptions()
    options.realize(["-c", str(path)], doc="")
    return [process for group in options.process_group_configs for process in group.process_configs]


def test_every_worker_has_a_port_of_its_own(tmp_path: Path) -> None:
    workers = read_back(tmp_path, written(tmp_path))

    assert [vars(worker)["environment"]["STREAMS_WEB_PORT"] for worker in workers] == ["8080", "8081", "8082"]


def test_free_ports_are_picked_by_every_worker_itself(tmp_path: Path) -> None:
    workers = read_back(tmp_path, written(tmp_path, web_port=0))

    assert [vars(worker)["environment"]["STREAMS_WEB_PORT"] for worker in workers] == ["0", "0", "0"]


def test_a_drained_worker_and_wrong_settings_are_final_and_everything_else_is_restarted(tmp_path: Path) -> None:
    (worker,) = read_back(tmp_path, written(tmp_path, processes=1))
    told = vars(worker)

    assert told["exitcodes"] == [0, 2, 78]
    assert told["autorestart"].__name__ == "RestartWhenExitUnexpected"
    assert told["startretries"] >= 1_000_000


def test_supervisord_waits_longer_than_a_worker_drains(tmp_path: Path) -> None:
    (worker,) = read_back(tmp_path, written(tmp_path, processes=1))

    assert vars(worker)["stopwaitsecs"] == 35
    assert vars(worker)["stopsignal"] == 15


def test_arguments_with_spaces_and_percent_signs_arrive_unchanged(tmp_path: Path) -> None:
    import shlex

    (worker,) = read_back(tmp_path, written(tmp_path, processes=1, arguments=("--cuts", "clean text,100%")))

    assert shlex.split(vars(worker)["command"])[-3:] == ["worker", "--cuts", "clean text,100%"]
