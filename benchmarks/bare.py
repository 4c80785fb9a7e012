"""The peer of the pages: a Django view that greets, and nothing else."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><title>Bonjour</title><p>Bonjour.")


urlpatterns = [path("", hello)]
