"""Refusals and errors: three shapes, nothing repeated."""

from __future__ import annotations

import pytest

from gateway.console.problems import Problem, problem_answer, problem_of_status, wants_page
from support.console import BEARER, Client, Parts

PLANTED = "7103192745"


def scope(path: str, accept: str = "*/*", language: str = "") -> dict[str, object]:
    headers = [(b"accept", accept.encode()), (b"accept-language", language.encode())]
    return {"type": "http", "method": "GET", "path": path, "headers": headers}


@pytest.mark.parametrize("problem", list(Problem))
@pytest.mark.parametrize(("language", "word"), [("cs", "Zpět na úvodní stránku"), ("en", "Back to the first page")])
def test_each_problem_has_its_page_in_both_languages(problem: Problem, language: str, word: str) -> None:
    """People read a sentence and a way on, and the code that a program would get."""
    answer = problem_answer(scope("/", "text/html", language), problem)
    page = bytes(answer.body).decode()
    assert answer.status_code == problem.status
    assert word in page
    assert problem.code in page
    assert f'<html lang="{language}">' in page


@pytest.mark.parametrize(
    ("path", "accept", "content_type", "reason"),
    [
        ("/x", "text/html", "text/html", "a person"),
        ("/x", "application/json", "application/problem+json", "a program"),
        ("/api/v1/events", "text/html", "application/problem+json", "the API is for programs"),
        ("/analyze", "text/html", "application/json", "Presidio's shape"),
        ("/proxy.pac", "text/html", "application/problem+json", "for machines"),
    ],
)
def test_the_shape_suits_its_reader(path: str, accept: str, content_type: str, reason: str) -> None:
    """A page, problem details, or Presidio's ``{"error": …}``."""
    answer = problem_answer(scope(path, accept), Problem.NOT_FOUND)
    assert answer.headers["content-type"].split(";")[0] == content_type, reason
    assert wants_page(scope(path, accept)) is (content_type == "text/html")


@pytest.mark.parametrize(
    ("status", "problem"),
    [
        (404, Problem.NOT_FOUND),
        (405, Problem.METHOD),
        (413, Problem.TOO_LARGE),
        (422, Problem.INVALID),
        (415, Problem.MEDIA_TYPE),
        (400, Problem.OTHER),
        (403, Problem.OTHER),
        (499, Problem.OTHER),
        (503, Problem.FAULT),
        (502, Problem.FAULT),
    ],
)
def test_a_status_of_the_framework_has_its_problem(status: int, problem: Problem) -> None:
    """Whatever the framework raises becomes one of ours; the unknown 5xx is a fault, the unknown 4xx a bad request."""
    assert problem_of_status(status) is problem


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", f"/nothing/{PLANTED}", 404),
        ("DELETE", f"/api/v1/events/{PLANTED}", 405),
        ("GET", f"/api/v1/events?{PLANTED}=1", 422),
        ("GET", f"/api/v1/events?limit={PLANTED}", 422),
        ("GET", f"/api/v1/events?since={PLANTED}x", 422),
        ("GET", f"/api/v1/events?after={PLANTED}", 400),
        ("GET", f"/api/v1/events/{PLANTED}", 404),
        ("GET", f"/api/v1/events/{PLANTED}%20", 422),
        ("GET", f"/?before={PLANTED}", 400),
        ("GET", f"/live?after={PLANTED}", 400),
        ("GET", f"/api/v1/events/stream?tool={PLANTED}!", 422),
    ],
)
@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_no_error_repeats_the_request(method: str, path: str, status: int, accept: str) -> None:
    """A path, a parameter's name or its value never comes back in an error."""
    answer = Client(Parts().app()).request(method, path, headers={**BEARER, "Accept": accept})
    assert answer.status_code == status
    assert PLANTED not in answer.text + str(answer.headers)
    if accept == "application/json":
        assert answer.json()["status"] == status
