"""A new hub made ready for the programs of others: members, keys, collections, sources; what a person of the CERT would click.

hub.py SETUP_LINK writes what it made to standard output, as JSON."""

import json
import sys
import time
from urllib.parse import urlsplit

import requests

PASSWORD = "a password for tests"


class Cert:
    """The first person of the CERT, logged in."""

    def __init__(self, at, csrf=None, cookie=None):
        self.at = at
        self.session = requests.Session()
        if cookie:
            self.session.headers.update({"Cookie": cookie, "X-CSRF": csrf})

    @staticmethod
    def from_link(link):
        parts = urlsplit(link)
        cert = Cert(f"{parts.scheme}://{parts.netloc}")
        answer = cert.session.post(cert.at + "/api/setup", json={
            "login": "tester", "name": "Tester", "password": PASSWORD, "organization": "Cert",
            "token": parts.path.split("/")[-1]})
        answer.raise_for_status()
        cert.csrf = answer.json()["csrf"]
        cert.cookie = answer.headers["Set-Cookie"].split(";")[0]
        cert.session.headers.update({"Cookie": cert.cookie, "X-CSRF": cert.csrf})
        cert.session.cookies.clear()
        return cert

    def ask(self, method, path, body=None):
        answer = self.session.request(method, self.at + path, json=body)
        if not answer.ok:
            raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text}")
        return answer.json() if answer.content else None

    def organization(self, name, kind="hospital"):
        made = {"name": name, "kind": kind, "size": "", "language": "en", "mail": ""}
        return self.ask("POST", "/api/organizations", made)["organization"]["id"]

    def key(self, organization, *scopes):
        made = {"name": "clients", "scopes": list(scopes), "organization": organization}
        return self.ask("POST", "/api/tokens", made)["secret"]

    def collection(self, title, posting, *readers, query="", picked=True):
        return self.ask("POST", "/api/collections", {
            "title": title, "description": "", "picked": picked, "posting": posting, "query": query,
            "organizations": list(readers), "groups": [], "ended": False})["id"]

    def credential(self, name, kind, user, secret):
        self.ask("PUT", f"/api/credentials/{name}", {"kind": kind, "host": "127.0.0.1", "user": user, "secret": secret})

    def source(self, name, url, credential, organization):
        return self.ask("POST", "/api/sources", {
            "name": name, "kind": "taxii", "way": "taxii", "url": url, "folder": "", "pgpKey": "", "credential": credential,
            "allow": ["127.0.0.1/32"], "options": "{}", "everyMinutes": None, "reliability": "B", "tlp": "green",
            "organization": organization, "recipients": [], "groups": [], "terms": "", "licence": "", "keepDays": None,
            "enabled": True})["id"]

    def wait(self, what, ready, seconds=60):
        """Asks until it is ready, and gives what was ready."""
        for _ in range(seconds * 4):
            found = ready()
            if found:
                return found
            time.sleep(0.25)
        raise AssertionError(f"{what} did not happen in {seconds} s")


def main(link):
    cert = Cert.from_link(link)
    member = cert.organization("Member")
    other = cert.organization("Other")
    group = cert.ask("POST", "/api/groups", {"name": "Cardiology", "description": "", "organizations": [member, other]})
    print(json.dumps({
        "at": cert.at, "csrf": cert.csrf, "cookie": cert.cookie, "member": member, "other": other, "group": group,
        "taxii": cert.key(member, "taxii"), "other_taxii": cert.key(other, "taxii"),
        "misp": cert.key(member, "misp_write"), "misp_reader": cert.key(member, "misp"), "other_misp": cert.key(other, "misp_write"),
        "open": cert.collection("Open", "readers", member, other),
        "read_only": cert.collection("Read only", "nobody", member, other),
        "hidden": cert.collection("Hidden", "readers", other)}, indent=1))


if __name__ == "__main__":
    main(sys.argv[1])
