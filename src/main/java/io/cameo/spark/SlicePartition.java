package io.cameo.spark;

import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * What one task reads, in order.
 *
 * @param hosts where the first slice lies; none where that is not known
 */
record SlicePartition(List<Slice> slices, List<String> hosts) implements InputPartition {
    @Override
    public String[] preferredLocations() {
        return hosts.toArray(String[]::new);
    }
}
