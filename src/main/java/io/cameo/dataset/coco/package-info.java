/**
 * Floor 4: COCO's persons. The annotation files, read as they stream by; the samples that record files hold; the HDF5 files
 * of KerasPersonLab.
 */
@NullMarked
package io.cameo.dataset.coco;

import org.jspecify.annotations.NullMarked;
