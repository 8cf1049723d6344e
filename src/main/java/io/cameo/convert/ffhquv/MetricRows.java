package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.UvMeta;
import io.cameo.dataset.ffhquv.UvMetaEntry;
import io.cameo.dataset.ffhquv.UvSample;
import io.cameo.pipeline.Sink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts what was measured beside what is known of each map. */
final class MetricRows implements Sink<UvSample, MapMeter.Measured> {
    private final MetricColumns columns;
    private final @Nullable UvMeta meta;
    private final @Nullable Cosines cosines;
    private final List<UvMetricsReport.Row> rows = new ArrayList<>();
    private final List<UvMetricsReport.Fault> faults = new ArrayList<>();

    MetricRows(MetricColumns columns, @Nullable UvMeta meta, @Nullable Cosines cosines) {
        this.columns = columns;
        this.meta = meta;
        this.cosines = cosines;
    }

    List<UvMetricsReport.Row> rows() {
        return rows;
    }

    List<UvMetricsReport.Fault> faults() {
        return faults;
    }

    @Override
    public void accept(long sequence, UvSample sample, MapMeter.Measured out) {
        add(sample, out.values);
    }

    @Override
    public void rejected(long sequence, UvSample sample, String reason) {
        faults.add(new UvMetricsReport.Fault(sample.id(), reason));
        add(sample, new double[0]);
    }

    private void add(UvSample sample, double[] measured) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(sample.id());
        UvMeta known = meta;
        if (known != null) {
            UvMetaEntry entry = known.get(sample.id());
            values.add(entry == null ? null : entry.age());
            values.add(entry == null ? null : entry.beard());
            values.add(entry == null ? null : gender(entry.gender()));
            long index = entry == null ? -1 : entry.index().number();
            values.add(index < 0 ? null : (Long) index);
        }
        for (int i = 0; i < columns.measures(); i++) {
            boolean missing = i >= measured.length || Double.isNaN(measured[i]);
            values.add(missing ? null : (Double) measured[i]);
        }
        Cosines of = cosines;
        if (of != null) {
            values.add(of.of(sample.id()));
        }
        rows.add(new UvMetricsReport.Row(sample.id(), Collections.unmodifiableList(values)));
    }

    private static @Nullable String gender(@Nullable Integer gender) {
        return gender == null ? null : gender == 0 ? "female" : gender == 1 ? "male" : null;
    }
}
