package io.cameo.lst;

/** One line of a list of faces that is not blank: a face, or a line that breaks the format. */
public sealed interface FaceListLine permits FaceLine, BadLine {}
