; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

module asm ".section .bss.dissolve.m_memory_0,\22aw\22,%nobits"
module asm ".balign 16"
module asm ".globl __dissolve_m_memory_0"
module asm ".type __dissolve_m_memory_0,%object"
module asm ".size __dissolve_m_memory_0,65536"
module asm "__dissolve_m_memory_0:"
module asm ".space 65536"

@__dissolve_m_memory_0 = external global [0 x i8], align 16

; Function Attrs: nounwind optsize
define internal void @"func[0]"(i32 %0, i32 %1, i32 %2) #0 section ".text.func[0]" !dbg !4 {
entry:
  %3 = alloca i32, align 4
  %4 = alloca i32, align 4
  %5 = alloca i32, align 4
  store i32 %0, ptr %3, align 4
  store i32 %1, ptr %4, align 4
  store i32 %2, ptr %5, align 4
  br label %start

start:                                            ; preds = %entry
  %6 = call i32 @check.range(i32 %0, i32 %2, i32 0, i32 65536, i32 65536), !dbg !7
  %7 = icmp eq i32 %6, -1, !dbg !7
  br i1 %7, label %trap, label %8, !dbg !7

return:                                           ; preds = %8
  ret void, !dbg !8

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x37 */", "~{memory}"() #4, !dbg !7
  unreachable, !dbg !7

8:                                                ; preds = %start
  %9 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %6, !dbg !7
  %10 = trunc i32 %1 to i8, !dbg !7
  call void @llvm.memset.p0.i32(ptr align 1 %9, i8 %10, i32 %2, i1 false), !dbg !7
  br label %return, !dbg !8
}

; Function Attrs: nounwind optsize
define internal void @"func[1]"(i32 %0, i32 %1, i32 %2) #0 section ".text.func[1]" !dbg !9 {
entry:
  %3 = alloca i32, align 4
  %4 = alloca i32, align 4
  %5 = alloca i32, align 4
  store i32 %0, ptr %3, align 4
  store i32 %1, ptr %4, align 4
  store i32 %2, ptr %5, align 4
  br label %start

start:                                            ; preds = %entry
  %6 = call i32 @check.range(i32 %0, i32 %2, i32 0, i32 65536, i32 65536), !dbg !10
  %7 = icmp eq i32 %6, -1, !dbg !10
  br i1 %7, label %trap, label %8, !dbg !10

return:                                           ; preds = %12
  ret void, !dbg !11

trap:                                             ; preds = %8, %start
  call void asm sideeffect "udf #1 /* 0x43 */", "~{memory}"() #4, !dbg !10
  unreachable, !dbg !10

8:                                                ; preds = %start
  %9 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %6, !dbg !10
  %10 = call i32 @check.range(i32 %1, i32 %2, i32 0, i32 65536, i32 65536), !dbg !10
  %11 = icmp eq i32 %10, -1, !dbg !10
  br i1 %11, label %trap, label %12, !dbg !10

12:                                               ; preds = %8
  %13 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %10, !dbg !10
  call void @llvm.memmove.p0.p0.i32(ptr align 1 %9, ptr align 1 %13, i32 %2, i1 false), !dbg !10
  br label %return, !dbg !11
}

; Function Attrs: noinline nounwind optsize
define internal i32 @check.range(i32 %0, i32 %1, i32 %2, i32 %3, i32 %4) #1 section ".text.check.range" {
  %6 = sub i32 %0, %2
  %7 = icmp ugt i32 %1, %3
  %8 = sub i32 %3, %1
  %9 = icmp ugt i32 %6, %8
  %10 = or i1 %7, %9
  %11 = select i1 %10, i32 -1, i32 %6
  %12 = icmp ugt i32 %0, %4
  %13 = select i1 %12, i32 -1, i32 0
  %14 = icmp eq i32 %1, 0
  %15 = select i1 %14, i32 %13, i32 %11
  ret i32 %15
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i32(ptr writeonly captures(none), i8, i32, i1 immarg) #2

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memmove.p0.p0.i32(ptr writeonly captures(none), ptr readonly captures(none), i32, i1 immarg) #3

; Function Attrs: nounwind optsize
define void @m_fill(i32 %0, i32 %1, i32 %2) #0 section ".text.m_fill" !dbg !12 {
  call void @"func[0]"(i32 %0, i32 %1, i32 %2), !dbg !13
  ret void, !dbg !13
}

; Function Attrs: nounwind optsize
define void @m_copy(i32 %0, i32 %1, i32 %2) #0 section ".text.m_copy" !dbg !14 {
  call void @"func[1]"(i32 %0, i32 %1, i32 %2), !dbg !15
  ret void, !dbg !15
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !16 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 65536, i1 false), !dbg !17
  ret void, !dbg !17
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { noinline nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #2 = { nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #3 = { nocallback nofree nounwind willreturn memory(argmem: readwrite) }
attributes #4 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "fill", linkageName: "fill", scope: null, file: !3, line: 48, type: !5, scopeLine: 48, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 55, scope: !4)
!8 = !DILocation(line: 58, scope: !4)
!9 = distinct !DISubprogram(name: "copy", linkageName: "copy", scope: null, file: !3, line: 60, type: !5, scopeLine: 60, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 67, scope: !9)
!11 = !DILocation(line: 71, scope: !9)
!12 = distinct !DISubprogram(name: "m_fill", linkageName: "m_fill", scope: null, file: !3, line: 48, type: !5, scopeLine: 48, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 48, scope: !12)
!14 = distinct !DISubprogram(name: "m_copy", linkageName: "m_copy", scope: null, file: !3, line: 60, type: !5, scopeLine: 60, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!15 = !DILocation(line: 60, scope: !14)
!16 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 0, scope: !16)
