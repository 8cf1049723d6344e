package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.UvSample;
import io.cameo.numpy.FloatRows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What embeddings say of each id. */
final class Cosines {
    private final IdSpread spread;
    private final Map<String, Double> byId = new HashMap<>();

    private Cosines(FloatRows embeddings, List<String> ids) {
        double[] cosines = new double[ids.size()];
        spread = IdSpread.of(embeddings, cosines);
        for (int i = 0; i < cosines.length; i++) {
            if (byId.put(ids.get(i), cosines[i]) != null) {
                throw new IllegalArgumentException("id has two embeddings: id=" + ids.get(i));
            }
        }
    }

    /** Null where there are no embeddings. */
    static @Nullable Cosines of(@Nullable FloatRows embeddings, @Nullable List<String> given, List<UvSample> samples) {
        if (embeddings == null) {
            return null;
        }
        List<String> ids =
                given != null ? given : samples.stream().map(UvSample::id).toList();
        if (embeddings.rows() != ids.size()) {
            throw new IllegalArgumentException("embeddings are not those of the " + (given == null ? "maps" : "ids")
                    + ": rows=" + embeddings.rows() + ", ids=" + ids.size());
        }
        return new Cosines(embeddings, ids);
    }

    IdSpread spread() {
        return spread;
    }

    @Nullable
    Double of(String id) {
        return byId.get(id);
    }
}
