package io.atomicdatasets.web;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The addresses of a dataset's calls: paths, which begin with the one that the service of this very request stands below. */
final class DatasetLinks {
    private DatasetLinks() {}

    static String self(UUID id) {
        ServletRequestAttributes now = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        return now.getRequest().getContextPath() + "/datasets/" + id;
    }

    static URI progress(UUID id) {
        return URI.create(self(id) + "/progress");
    }

    static Map<String, String> of(UUID id) {
        String self = self(id);
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", self);
        for (String call : new String[] {"confirm", "cancel", "preview", "progress", "files"}) {
            links.put(call, self + "/" + call);
        }
        return links;
    }
}
