package io.cameo.spark;

import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * What a task wrote.
 *
 * @param attempt the folder where it lies
 * @param stem its name without ending
 * @param records how many; with none there is no file
 * @param recBytes size of the record file
 */
record Shard(String attempt, String stem, long records, long recBytes) implements WriterCommitMessage {}
