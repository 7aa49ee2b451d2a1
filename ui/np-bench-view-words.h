/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What the bench view shows, as closures of its template. */
void np_bench_view_words_bind (GtkWidgetClass *widget_class);

G_END_DECLS
