package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.FfhqIndex;
import io.cameo.dataset.ffhquv.UvMeta;
import io.cameo.dataset.ffhquv.UvMetaEntry;
import io.cameo.dataset.ffhquv.UvSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds a meta file against its rules. */
final class MetaCheck {
    /** Nobody was older in any photograph. */
    static final int OLDEST_YEARS = 120;

    private final UvSet set;
    private final String path;
    private final Consumer<UvFinding> to;
    private final Set<String> others = new HashSet<>();

    MetaCheck(UvSet set, String path, Consumer<UvFinding> to) {
        this.set = set;
        this.path = path;
        this.to = to;
    }

    void check(UvMeta meta) {
        for (UvMeta.Oddity oddity : meta.oddities()) {
            boolean unknown = oddity.reason().startsWith("field is not known");
            add(unknown ? UvFault.META_UNKNOWN : UvFault.META_FIELD, oddity.id(), oddity.reason());
            if (!unknown) {
                others.add(oddity.id() + oddity.reason().replaceAll(".*field=([^,]*).*", " $1"));
            }
        }
        boolean indexed =
                meta.entries().stream().anyMatch(entry -> entry.index().form() != FfhqIndex.Form.ABSENT);
        Set<String> ids = new HashSet<>();
        Map<String, String> byIndex = new HashMap<>();
        for (UvMetaEntry entry : meta.entries()) {
            if (!isId(entry.id())) {
                add(UvFault.META_KEY, entry.id(), "");
            }
            if (!ids.add(entry.id())) {
                add(UvFault.META_TWICE, entry.id(), "");
            }
            values(entry);
            index(entry, indexed, byIndex);
        }
    }

    static boolean isId(String key) {
        return key.length() == 6 && key.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private void values(UvMetaEntry entry) {
        value(entry, "Age", entry.age(), OLDEST_YEARS);
        value(entry, "Beard", entry.beard(), 1);
        Integer gender = entry.gender();
        if (gender == null) {
            missing(entry, "Gender");
        } else if (gender != 0 && gender != 1) {
            add(UvFault.META_RANGE, entry.id(), "field=Gender, value=" + gender + ", expected=0 or 1");
        }
    }

    private void value(UvMetaEntry entry, String field, @Nullable Double value, double most) {
        if (value == null) {
            missing(entry, field);
        } else if (!(value >= 0 && value <= most)) {
            add(UvFault.META_RANGE, entry.id(), outOfRange(field, value, 0, most));
        }
    }

    static String outOfRange(String field, double value, double least, double most) {
        return "field=" + field + ", value=" + value + ", expected=" + (long) least + " to " + (long) most;
    }

    private void missing(UvMetaEntry entry, String field) {
        if (!others.contains(entry.id() + " " + field)) {
            add(UvFault.META_FIELD, entry.id(), "field is missing: field=" + field);
        }
    }

    private void index(UvMetaEntry entry, boolean indexed, Map<String, String> byIndex) {
        FfhqIndex index = entry.index();
        switch (index.form()) {
            case NULL -> {} // about a thousand of the release
            case ABSENT -> {
                if (indexed) {
                    missing(entry, "Index-in-FFHQ");
                }
            }
            case NUMBER, TEXT -> {
                String id = index.id();
                if (id == null) {
                    add(UvFault.META_INDEX, entry.id(), "index=" + index.text() + ", expected=0 to " + FfhqIndex.LAST);
                    return;
                }
                String first = byIndex.putIfAbsent(id, entry.id());
                if (first != null) {
                    add(UvFault.META_INDEX_TWICE, entry.id(), "index=" + id + ", first=" + first);
                }
            }
        }
    }

    private void add(UvFault fault, String id, String detail) {
        to.accept(new UvFinding(fault, set, id, path, detail));
    }
}
