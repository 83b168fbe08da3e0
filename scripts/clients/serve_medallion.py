"""OASIS's medallion with its memory backend and two empty collections, for Theriac to read from and to send to.

serve_medallion.py PORT FOLDER"""

import json
import os
import sys

import medallion

READ, WRITE = "365fed99-08fa-fdcd-a1b3-fb247eb41d01", "365fed99-08fa-fdcd-a1b3-fb247eb41d02"
PAGE = 10


def collection(id, title):
    return {"id": id, "title": title, "description": "", "can_read": True, "can_write": True,
            "media_types": ["application/stix+json;version=2.1"], "objects": []}


def main(port, folder):
    both = [collection(READ, "To be read"), collection(WRITE, "To be sent to")]
    try:
        from medallion.common import APPLICATION_INSTANCE as application  # after 3.0.0: collections by their ids
        collections, status = {each["id"]: each for each in both}, {}
    except ImportError:
        from medallion import application_instance as application  # 3.0.0: a list, and what it was asked beside it
        collections, status = [each | {"manifest": []} for each in both], []
    data = os.path.join(folder, "medallion-data.json")
    with open(data, "w", encoding="utf-8") as file:
        json.dump({
            "/discovery": {"title": "Partner", "default": f"http://127.0.0.1:{port}/api1/", "api_roots": [f"http://127.0.0.1:{port}/api1/"]},
            "api1": {
                "information": {"title": "One", "versions": ["application/taxii+json;version=2.1"], "max_content_length": 9765625},
                "status": status, "collections": collections}}, file)
    config = {
        "users": {"theriac": "a secret"}, "taxii": {"max_page_size": PAGE},
        "backend": {"module": "medallion.backends.memory_backend", "module_class": "MemoryBackend", "filename": data}}
    for part in config:
        medallion.set_config(application, part, config)
    if not hasattr(application, "medallion_backend"):
        application.medallion_backend = medallion.connect_to_backend(config["backend"])
    medallion.register_blueprints(application)
    print(f"medallion {medallion.__version__} on port {port}", flush=True)
    application.run(host="127.0.0.1", port=port)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
