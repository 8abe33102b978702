package io.atomicdatasets.web;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The addresses of a dataset's calls. */
final class DatasetLinks {
    private DatasetLinks() {}

    static String self(UUID id) {
        return "/datasets/" + id;
    }

    static URI progress(UUID id) {
        return URI.create(self(id) + "/progress");
    }

    static Map<String, String> of(UUID id) {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", self(id));
        for (String call : new String[] {"confirm", "cancel", "preview", "progress", "files"}) {
            links.put(call, self(id) + "/" + call);
        }
        return links;
    }
}
