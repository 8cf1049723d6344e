package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.UvFile;
import io.cameo.dataset.ffhquv.UvManifest;
import io.cameo.dataset.ffhquv.UvNames;
import io.cameo.dataset.ffhquv.UvPart;
import java.util.Map;

/** What becomes one record. */
sealed interface UvPackItem {
    long key();

    /** What the rejects file calls it. */
    String name();

    /**
     * All that there is of an id.
     *
     * @param parts its own files and those that were joined to it
     */
    record Sample(UvNames names, Map<UvPart, UvFile> parts) implements UvPackItem {
        @Override
        public long key() {
            return names.number();
        }

        @Override
        public String name() {
            UvFile map = parts.get(UvPart.MAP);
            return map == null ? names.id() : map.path().toString();
        }
    }

    /** The map that others are written against. */
    record Template(long key) implements UvPackItem {
        @Override
        public String name() {
            return "template";
        }
    }

    /** The last one. */
    record Manifest(long key, UvManifest manifest) implements UvPackItem {
        @Override
        public String name() {
            return "manifest";
        }
    }
}
