/**
 * Floor 2: tables. What is known of many samples as columns of numbers and words in one small file, and a language that
 * asks for rows. {@code docs/table.md} specifies both. Knows no samples and no data sets.
 */
@NullMarked
package io.cameo.table;

import org.jspecify.annotations.NullMarked;
