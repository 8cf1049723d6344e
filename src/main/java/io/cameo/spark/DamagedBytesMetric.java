package io.cameo.spark;

import org.apache.spark.sql.connector.metric.CustomSumMetric;

/** Shown by Spark beside a scan: bytes of damaged regions passed over. Spark makes one by its name. */
public final class DamagedBytesMetric extends CustomSumMetric {
    static final String NAME = "damagedBytes";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "bytes of damaged regions passed over";
    }
}
