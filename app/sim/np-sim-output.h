/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdio.h>

#include "np-sim-style.h"

G_BEGIN_DECLS

/* What the programmer prints, on standard output and into its log file. Printed at once: whoever kills the programmer has seen all
 * that it did. */
typedef struct
{
  guint minor;      /* the version that is imitated: 2.minor */
  gboolean windows; /* line ends and bars as on Windows, no colours */
  gboolean quiet;   /* no colours, no bars, no title */
  FILE *log;        /* (nullable) */
} NpSimOutput;

void np_sim_print (NpSimOutput *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* A line "Error: …", "Warning: …" */
void np_sim_print_error (NpSimOutput *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void np_sim_print_warning (NpSimOutput *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

void np_sim_print_title (NpSimOutput *self);

/* The bar's line, as it stands at @percent; at 100 the line ends. Quiet, it is an empty line; Windows shows 0 and 100 only. */
void np_sim_print_bar (NpSimOutput *self, guint percent);

/* "Time elapsed during download operation: 00:00:01.448"; @label without the colon */
void np_sim_print_elapsed (NpSimOutput *self, const char *label, double seconds);

G_END_DECLS
