/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define NP_TYPE_SERIAL_PORT_INFO (np_serial_port_info_get_type ())

/**
 * NpSerialPortInfo:
 * @name: "ttyACM0"
 * @path: "/dev/ttyACM0"; of a simulated board, its pty
 * @usb_serial: (nullable): serial number of the USB device, which for an ST-LINK is the probe's
 * @usb_place: (nullable): the USB socket that it is plugged into, "1-1.3"
 * @usb_vendor_id: 0 when not a USB port
 * @usb_product_id: 0 when not a USB port
 * @simulated: a pty (libserialport 0.1.1 can't open one)
 */
typedef struct
{
  char *name;
  char *path;
  char *usb_serial;
  char *usb_place;
  guint16 usb_vendor_id;
  guint16 usb_product_id;
  gboolean simulated;
} NpSerialPortInfo;

GType np_serial_port_info_get_type (void);
NpSerialPortInfo *np_serial_port_info_copy (const NpSerialPortInfo *self);
void np_serial_port_info_free (NpSerialPortInfo *self);
gboolean np_serial_port_info_is_st_link (const NpSerialPortInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpSerialPortInfo, np_serial_port_info_free)

/* One open port, 115200 8N1 without flow control, held by one program at a time (flock, TIOCEXCL). Reads on the main loop, never blocks.
 *
 * signal "received" (GBytes *): what came
 * signal "lost" (GError *): the port vanished (%NP_ERROR_BOARD_GONE) or failed; it is closed */
#define NP_TYPE_SERIAL_PORT (np_serial_port_get_type ())
G_DECLARE_FINAL_TYPE (NpSerialPort, np_serial_port, NP, SERIAL_PORT, GObject)

/* Returns: (transfer full) (element-type NpSerialPortInfo): every serial port of this computer, by libserialport */
GPtrArray *np_serial_port_list (GError **error);

/* Errors: BUSY, PERMISSION (the message names the group to join and the command), BOARD_GONE. */
NpSerialPort *np_serial_port_open (const NpSerialPortInfo *info, GError **error);
const NpSerialPortInfo *np_serial_port_get_info (NpSerialPort *self);
gboolean np_serial_port_is_open (NpSerialPort *self);

void np_serial_port_write_async (NpSerialPort *self, GBytes *bytes, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean np_serial_port_write_finish (NpSerialPort *self, GAsyncResult *result, GError **error);

/* Throws away what has come and wasn't read: a late answer must not be taken for the next one's. Returns: how many bytes that were */
gsize np_serial_port_discard_input (NpSerialPort *self);
void np_serial_port_close (NpSerialPort *self);

G_END_DECLS
