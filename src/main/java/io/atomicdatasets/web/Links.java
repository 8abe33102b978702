package io.atomicdatasets.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The addresses of a dataset's calls. */
final class Links {
    private Links() {}

    static String self(UUID id) {
        return "/datasets/" + id;
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
