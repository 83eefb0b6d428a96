	.syntax	unified
	.eabi_attribute	67, "2.09"
	.cpu	cortex-m0
	.eabi_attribute	6, 12
	.eabi_attribute	7, 77
	.eabi_attribute	8, 0
	.eabi_attribute	9, 1
	.eabi_attribute	34, 0
	.eabi_attribute	17, 1
	.eabi_attribute	20, 1
	.eabi_attribute	21, 0
	.eabi_attribute	23, 3
	.eabi_attribute	24, 1
	.eabi_attribute	25, 1
	.eabi_attribute	38, 1
	.eabi_attribute	14, 0
	.code	16
	.file	"m"

	.section	.bss.dissolve.m_memory_0,"aw",%nobits
	.p2align	4, 0x0
	.globl	__dissolve_m_memory_0
	.type	__dissolve_m_memory_0,%object
	.size	__dissolve_m_memory_0, 65536
__dissolve_m_memory_0:
	.zero	65536


	.section	.text.m_i32_load8_u,"ax",%progbits
	.globl	m_i32_load8_u
	.p2align	2
	.type	m_i32_load8_u,%function
	.code	16
	.thumb_func
m_i32_load8_u:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 94 0 prologue_end
	lsrs	r1, r0, #16
	bne	.LBB0_2
	ldr	r1, .LCPI0_0
	ldrb	r0, [r1, r0]
.Ltmp0:
	.loc	1 91 0
	bx	lr
.LBB0_2:
.Ltmp1:
	.loc	1 94 0
	@APP
	udf	#1	@ 0x5e 
	@NO_APP
.Ltmp2:
	.loc	1 0 0 is_stmt 0
.Ltmp3:
	.p2align	2
.LCPI0_0:
	.long	__dissolve_m_memory_0
.Lfunc_end0:
	.size	m_i32_load8_u, .Lfunc_end0-m_i32_load8_u
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_load16_s,"ax",%progbits
	.globl	m_i32_load16_s
	.p2align	2
	.type	m_i32_load16_s,%function
	.code	16
	.thumb_func
m_i32_load16_s:
.Lfunc_begin1:
	.loc	1 99 0 is_stmt 1
	.fnstart
	.cfi_startproc
	ldr	r1, .LCPI1_0
.Ltmp4:
	.loc	1 102 0 prologue_end
	cmp	r0, r1
	bhs	.LBB1_2
	ldr	r1, .LCPI1_1
	ldrb	r2, [r1, r0]
	adds	r0, r1, r0
	movs	r1, #1
	ldrsb	r0, [r0, r1]
	lsls	r0, r0, #8
	adds	r0, r0, r2
.Ltmp5:
	.loc	1 99 0
	bx	lr
.LBB1_2:
.Ltmp6:
	.loc	1 102 0
	@APP
	udf	#1	@ 0x66 
	@NO_APP
.Ltmp7:
	.loc	1 0 0 is_stmt 0
.Ltmp8:
	.p2align	2
.LCPI1_0:
	.long	65535
.LCPI1_1:
	.long	__dissolve_m_memory_0
.Lfunc_end1:
	.size	m_i32_load16_s, .Lfunc_end1-m_i32_load16_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_load,"ax",%progbits
	.globl	m_i32_load
	.p2align	2
	.type	m_i32_load,%function
	.code	16
	.thumb_func
m_i32_load:
.Lfunc_begin2:
	.loc	1 107 0 is_stmt 1
	.fnstart
	.cfi_startproc
	ldr	r1, .LCPI2_0
.Ltmp9:
	.loc	1 110 0 prologue_end
	cmp	r0, r1
	bhs	.LBB2_2
	ldr	r1, .LCPI2_1
	ldrb	r2, [r1, r0]
	adds	r0, r1, r0
	ldrb	r1, [r0, #1]
	lsls	r1, r1, #8
	adds	r1, r1, r2
	ldrb	r2, [r0, #2]
	lsls	r2, r2, #16
	ldrb	r0, [r0, #3]
	lsls	r0, r0, #24
	adds	r0, r0, r2
	adds	r0, r0, r1
.Ltmp10:
	.loc	1 107 0
	bx	lr
.LBB2_2:
.Ltmp11:
	.loc	1 110 0
	@APP
	udf	#1	@ 0x6e 
	@NO_APP
.Ltmp12:
	.loc	1 0 0 is_stmt 0
.Ltmp13:
	.p2align	2
.LCPI2_0:
	.long	65533
.LCPI2_1:
	.long	__dissolve_m_memory_0
.Lfunc_end2:
	.size	m_i32_load, .Lfunc_end2-m_i32_load
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i64_load,"ax",%progbits
	.globl	m_i64_load
	.p2align	2
	.type	m_i64_load,%function
	.code	16
	.thumb_func
m_i64_load:
.Lfunc_begin3:
	.loc	1 115 0 is_stmt 1
	.fnstart
	.cfi_startproc
	ldr	r1, .LCPI3_0
.Ltmp14:
	.loc	1 118 0 prologue_end
	cmp	r0, r1
	bhs	.LBB3_2
	ldr	r1, .LCPI3_1
	ldrb	r2, [r1, r0]
	adds	r1, r1, r0
	ldrb	r0, [r1, #1]
	lsls	r0, r0, #8
	adds	r0, r0, r2
	ldrb	r2, [r1, #2]
	lsls	r2, r2, #16
	ldrb	r3, [r1, #3]
	lsls	r3, r3, #24
	adds	r2, r3, r2
	adds	r0, r2, r0
	ldrb	r2, [r1, #4]
	ldrb	r3, [r1, #5]
	lsls	r3, r3, #8
	adds	r2, r3, r2
	ldrb	r3, [r1, #6]
	lsls	r3, r3, #16
	ldrb	r1, [r1, #7]
	lsls	r1, r1, #24
	adds	r1, r1, r3
	adds	r1, r1, r2
.Ltmp15:
	.loc	1 115 0
	bx	lr
.LBB3_2:
.Ltmp16:
	.loc	1 118 0
	@APP
	udf	#1	@ 0x76 
	@NO_APP
.Ltmp17:
	.loc	1 0 0 is_stmt 0
.Ltmp18:
	.p2align	2
.LCPI3_0:
	.long	65529
.LCPI3_1:
	.long	__dissolve_m_memory_0
.Lfunc_end3:
	.size	m_i64_load, .Lfunc_end3-m_i64_load
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.__dissolve_m_instantiate,"ax",%progbits
	.globl	__dissolve_m_instantiate
	.p2align	2
	.type	__dissolve_m_instantiate,%function
	.code	16
	.thumb_func
__dissolve_m_instantiate:
.Lfunc_begin4:
	.loc	1 0 0 is_stmt 1
	.fnstart
	.cfi_startproc
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
	movs	r0, #1
	lsls	r1, r0, #16
.Ltmp19:
	ldr	r0, .LCPI4_0
	bl	__aeabi_memclr8
	pop	{r7, pc}
.Ltmp20:
	.p2align	2
.LCPI4_0:
	.long	__dissolve_m_memory_0
.Lfunc_end4:
	.size	__dissolve_m_instantiate, .Lfunc_end4-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

