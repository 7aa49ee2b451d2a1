/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <libserialport.h>
#include <string.h>

#include "np-serial-port.h"

#define ST_VENDOR_ID 0x0483

/* ST-LINKs by their generations; ST's udev rules list the same. */
static const guint16 st_link_products[] = {
  0x3748,                                                 /* V2 */
  0x374A, 0x374B, 0x3752,                                 /* V2-1 */
  0x374D, 0x374E, 0x374F, 0x3753, 0x3754, 0x3755, 0x3757, /* V3 */
};

G_DEFINE_BOXED_TYPE (NpSerialPortInfo, np_serial_port_info, np_serial_port_info_copy, np_serial_port_info_free)

NpSerialPortInfo *
np_serial_port_info_copy (const NpSerialPortInfo *self)
{
  NpSerialPortInfo *copy = g_new (NpSerialPortInfo, 1);

  *copy = *self;
  copy->name = g_strdup (self->name);
  copy->path = g_strdup (self->path);
  copy->usb_serial = g_strdup (self->usb_serial);
  copy->usb_place = g_strdup (self->usb_place);
  return copy;
}

void
np_serial_port_info_free (NpSerialPortInfo *self)
{
  g_free (self->name);
  g_free (self->path);
  g_free (self->usb_serial);
  g_free (self->usb_place);
  g_free (self);
}

gboolean
np_serial_port_info_is_st_link (const NpSerialPortInfo *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (st_link_products); i++)
    if (self->usb_vendor_id == ST_VENDOR_ID && self->usb_product_id == st_link_products[i])
      return TRUE;
  return FALSE;
}

/* Where the device is plugged in, "1-1.3": it stays the same when another device is plugged in there. */
static char *
find_usb_place (const char *port_name)
{
  g_autofree char *link = g_build_filename ("/sys/class/tty", port_name, "device", NULL);
  g_autofree char *target = g_file_read_link (link, NULL); /* "../../../1-1.3:1.2" */
  g_autofree char *interface = target != NULL ? g_path_get_basename (target) : NULL;
  char *colon = interface != NULL ? strchr (interface, ':') : NULL;

  return colon != NULL ? g_strndup (interface, (gsize) (colon - interface)) : NULL;
}

static NpSerialPortInfo *
info_new (const struct sp_port *port)
{
  NpSerialPortInfo *info = g_new0 (NpSerialPortInfo, 1);
  int vendor, product;

  info->path = g_strdup (sp_get_port_name (port));
  info->name = g_path_get_basename (info->path);
  if (sp_get_port_transport (port) != SP_TRANSPORT_USB)
    return info;
  info->usb_serial = g_strdup (sp_get_port_usb_serial (port));
  info->usb_place = find_usb_place (info->name);
  if (sp_get_port_usb_vid_pid (port, &vendor, &product) == SP_OK)
    {
      info->usb_vendor_id = (guint16) vendor;
      info->usb_product_id = (guint16) product;
    }
  return info;
}

GPtrArray *
np_serial_port_list (GError **error)
{
  GPtrArray *infos;
  struct sp_port **ports;

  if (sp_list_ports (&ports) != SP_OK)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The serial ports can't be listed: %s"), g_strerror (errno));
      return NULL;
    }
  infos = g_ptr_array_new_with_free_func ((GDestroyNotify) np_serial_port_info_free);
  for (guint i = 0; ports[i] != NULL; i++)
    g_ptr_array_add (infos, info_new (ports[i]));
  sp_free_port_list (ports);
  return infos;
}
