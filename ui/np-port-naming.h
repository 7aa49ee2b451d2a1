/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bench/np-bench.h"

G_BEGIN_DECLS

/* Asks what the place of a board is to be called. */
void np_port_naming_start (GtkWindow *parent, NpBench *bench, NpBoard *board);

G_END_DECLS
