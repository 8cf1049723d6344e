package io.cameo.spark;

import org.apache.spark.sql.connector.metric.CustomSumMetric;

/** Shown by Spark beside a scan: damaged regions passed over. Spark makes one by its name. */
public final class DamagedRegionsMetric extends CustomSumMetric {
    static final String NAME = "damagedRegions";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "damaged regions passed over";
    }
}
