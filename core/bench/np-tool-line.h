/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * np_tool_line_clean:
 * @bytes: a line of a program's output, or the part of it that has come
 * @length: in bytes
 * @percent: (out): the last percentage of a progress bar in it, -1 if there is none
 *
 * Takes out terminal colours, control characters and progress bars: "[=====     ] 50%", or raw CP437 as on Windows
 * (facts: 50 times 0xB1 or 0xDB), which the next text may be glued to.
 *
 * Returns: (transfer full): what remains, as valid UTF-8 without spaces at its end
 */
char *np_tool_line_clean (const guint8 *bytes, gsize length, int *percent);

G_END_DECLS
