/** Tests of tables and of the language that asks them. */
package io.cameo.table;
