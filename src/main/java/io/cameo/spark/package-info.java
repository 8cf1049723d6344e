/** Floor 6: record files as a source and a sink of Apache Spark. The only package that knows it; nobody else needs it. */
@NullMarked
package io.cameo.spark;

import org.jspecify.annotations.NullMarked;
