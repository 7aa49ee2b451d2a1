/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-sim-style.h"

#define MINOR_MIN 4
#define MINOR_MAX 23

/* The first minor version that has it. Where the change lies between two recorded versions, the later one. */
static const guint since[] = {
  [NP_SIM_STYLE_BOARD_LINE] = 5,   [NP_SIM_STYLE_BOOTLOADER_LINE] = 8, [NP_SIM_STYLE_KILOBYTES] = 11,
  [NP_SIM_STYLE_NAMED_PORTS] = 13, [NP_SIM_STYLE_J_LINK] = 13,         [NP_SIM_STYLE_OPENING_FIRST] = 18,
  [NP_SIM_STYLE_VERIFY_TIME] = 20, [NP_SIM_STYLE_NVM_SIZE] = 22,
};

gboolean
np_sim_style_has (guint minor, NpSimStyle style)
{
  return minor >= since[style];
}

char *
np_sim_style_format_size (guint minor, guint64 size)
{
  if (!np_sim_style_has (minor, NP_SIM_STYLE_KILOBYTES))
    return size > 0 && size % 1024 == 0 ? g_strdup_printf ("%" G_GUINT64_FORMAT " KBytes", size / 1024)
                                        : g_strdup_printf ("%" G_GUINT64_FORMAT " Bytes", size);
  if (size < 1024)
    return g_strdup_printf ("%" G_GUINT64_FORMAT ".00 B ", size);
  if (size < 1024 * 1024)
    return g_strdup_printf ("%.2f KB ", size / 1024.0);
  return g_strdup_printf ("%.2f MB ", size / (1024.0 * 1024.0));
}

guint
np_sim_style_parse_version (const char *version)
{
  guint64 minor = MINOR_MAX;

  if (g_str_has_prefix (version, "2."))
    g_ascii_string_to_unsigned (version + 2, 10, MINOR_MIN, MINOR_MAX, &minor, NULL);
  return minor;
}
